using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Appliance.Analyzers;

/// <summary>
/// APP001: the decided path computes with integers only, because every device must return the same bits.
/// A project joins the decided path with the property DecidedPath=true; elsewhere the analyzer does nothing.
/// Three views close the gaps between them: written keywords (no banned-symbol list sees those), names of the types,
/// and the types of expressions, which catches what is never spelled out (<c>var x = Math.Sqrt(2)</c>).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IntegersOnlyAnalyzer : DiagnosticAnalyzer
{
    public const string Id = "APP001";

    private const string SwitchProperty = "build_property.DecidedPath";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Integers only on the decided path",
        "'{0}' is not an integer type: the decided path computes with integers only (host/MARGIN.md)",
        "Determinism",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    // Invalid code still has operations; the compiler reports it, so None is not of interest here.
    private static readonly ImmutableArray<OperationKind> AllOperations =
        Enum.GetValues(typeof(OperationKind)).Cast<OperationKind>().Where(kind => kind != OperationKind.None)
            .Distinct().ToImmutableArray();

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    public override void Initialize(AnalysisContext context)
    {
        // Generated codecs run on the decided path like any other code.
        context.ConfigureGeneratedCodeAnalysis(
            GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(OnStart);
    }

    private static void OnStart(CompilationStartAnalysisContext context)
    {
        AnalyzerConfigOptions options = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
        bool isDecided = options.TryGetValue(SwitchProperty, out string? value)
            && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
        if (!isDecided)
        {
            return;
        }

        context.RegisterSyntaxNodeAction(OnKeyword, SyntaxKind.PredefinedType);
        context.RegisterSyntaxNodeAction(OnName, SyntaxKind.IdentifierName);
        context.RegisterOperationAction(OnOperation, AllOperations);
    }

    private static void OnKeyword(SyntaxNodeAnalysisContext context)
    {
        var type = (PredefinedTypeSyntax)context.Node;
        bool isFloating = type.Keyword.Kind()
            is SyntaxKind.FloatKeyword or SyntaxKind.DoubleKeyword or SyntaxKind.DecimalKeyword;
        if (isFloating && !type.IsPartOfStructuredTrivia())
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, type.GetLocation(), type.Keyword.ValueText));
        }
    }

    private static void OnName(SyntaxNodeAnalysisContext context)
    {
        var name = (IdentifierNameSyntax)context.Node;
        if (!FloatingTypes.IsName(name.Identifier.ValueText) || name.IsPartOfStructuredTrivia())
        {
            return;
        }

        ISymbol? symbol = context.SemanticModel.GetSymbolInfo(name, context.CancellationToken).Symbol;
        if (symbol is INamedTypeSymbol type && FloatingTypes.Contains(type))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, name.GetLocation(), type.Name));
        }
    }

    // One report for the outermost expression: the operands of a floating sum are floating too.
    private static void OnOperation(OperationAnalysisContext context)
    {
        IOperation operation = context.Operation;
        if (FloatingTypes.Contains(operation.Type) && !FloatingTypes.Contains(operation.Parent?.Type))
        {
            context.ReportDiagnostic(
                Diagnostic.Create(Rule, operation.Syntax.GetLocation(), operation.Type!.ToDisplayString()));
        }
    }
}
