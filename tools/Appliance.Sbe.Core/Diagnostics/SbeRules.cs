using System.Collections.Generic;

namespace Appliance.Sbe.Diagnostics;

/// <summary>
/// Every finding that a schema can give. A code keeps its meaning for ever: errors of reading count from SBE001,
/// warnings from SBE101, errors of emitting from SBE201, and a code that falls out of use is not given again.
/// </summary>
public static class SbeRules
{
    private static readonly List<SbeRule> Table = new List<SbeRule>();

    public static SbeRule NotWellFormed { get; } = Error("SBE001", "the file is not well-formed XML");

    public static SbeRule OverLimit { get; } = Error("SBE002", "the file is larger or deeper than the reader's limits");

    public static SbeRule BadEncoding { get; } = Error("SBE003", "the bytes are not the text that they claim to be");

    public static SbeRule DtdForbidden { get; } = Error("SBE004", "the file holds a document type definition");

    public static SbeRule WrongRoot { get; } = Error("SBE005", "the root element is not messageSchema");

    public static SbeRule IncludeMissing { get; } = Error("SBE006", "an included file cannot be found");

    public static SbeRule IncludeCycle { get; } = Error("SBE007", "a file includes itself, or includes go too deep");

    public static SbeRule IncludeUnsupported { get; } = Error("SBE008", "an include asks for what is not supported");

    public static SbeRule MissingAttribute { get; } = Error("SBE010", "an attribute is missing or empty");

    public static SbeRule BadAttribute { get; } = Error("SBE011", "the value of an attribute cannot be understood");

    public static SbeRule OutOfRange { get; } = Error("SBE012", "a value does not fit its primitive type");

    public static SbeRule UnknownPrimitive { get; } = Error("SBE013", "the primitive type is none of the eleven");

    public static SbeRule UnknownType { get; } = Error("SBE014", "the type is not declared");

    public static SbeRule TypeCycle { get; } = Error("SBE015", "a type contains itself, or types nest too deep");

    public static SbeRule DuplicateType { get; } = Error("SBE016", "two different types have one name");

    public static SbeRule WrongKind { get; } = Error("SBE017", "this kind of type cannot stand here");

    public static SbeRule BadLength { get; } = Error("SBE018", "the length cannot stand here");

    public static SbeRule NoConstant { get; } = Error("SBE019", "a constant has no value");

    public static SbeRule BadValueRef { get; } = Error("SBE020", "valueRef names no value of an enum");

    public static SbeRule Overlap { get; } = Error("SBE021", "two fields or members overlap");

    public static SbeRule BlockTooShort { get; } = Error("SBE022", "blockLength is less than the fields need");

    public static SbeRule TooLong { get; } = Error("SBE023", "a length or number does not fit its place on the wire");

    public static SbeRule DuplicateMessageId { get; } = Error("SBE024", "two messages have one id");

    public static SbeRule DuplicateName { get; } = Error("SBE025", "two things of one scope have one name");

    public static SbeRule BadHeader { get; } = Error("SBE026", "the message header lacks a usable member");

    public static SbeRule BadDimension { get; } = Error("SBE027", "the group dimension lacks a usable member");

    public static SbeRule BadData { get; } = Error("SBE028", "the type of variable-length data lacks a usable member");

    public static SbeRule BadValidValue { get; } = Error("SBE029", "the value of an enum cannot be understood");

    public static SbeRule BadChoice { get; } = Error("SBE030", "the choice is no bit of its set");

    public static SbeRule ConstantTooLong { get; } = Error("SBE031", "a constant text is longer than its length");

    public static SbeRule GeneratorFault { get; } = Error("SBE099", "the generator itself failed");

    public static SbeRule ElementOrder { get; } = Warning("SBE101", "fields, groups and data are out of order");

    public static SbeRule NewBeforeOld { get; } = Warning("SBE102", "a new group or data stands before an older one");

    public static SbeRule AppendedNotLast { get; } = Warning("SBE103", "a new field is not at the end of the block");

    public static SbeRule DuplicateFieldId { get; } = Warning("SBE104", "two fields of one block have one id");

    public static SbeRule LargerThanMtu { get; } = Warning("SBE105", "the message does not fit one packet");

    public static SbeRule ValueIsNull { get; } = Warning("SBE106", "a valid value equals the null value");

    public static SbeRule HeaderAsField { get; } = Warning("SBE107", "the header is listed as a field and is skipped");

    public static SbeRule UnknownElement { get; } = Warning("SBE108", "the element is not known here and is skipped");

    public static SbeRule NoEffect { get; } = Warning("SBE109", "the attribute has no effect here");

    public static SbeRule FutureVersion { get; } = Warning("SBE110", "sinceVersion is beyond the schema's version");

    public static SbeRule OddNumber { get; } = Warning("SBE111", "a whole number is written with a fraction");

    public static SbeRule RangeClamped { get; } = Warning("SBE112", "a minValue or maxValue is beyond its primitive");

    public static SbeRule RepeatedType { get; } = Warning("SBE113", "a type is declared twice in the same words");

    public static SbeRule OddEncoding { get; } = Warning("SBE114", "the enum's encoding is not one of the standard");

    public static SbeRule DuplicateValue { get; } = Warning("SBE115", "two names stand for one value");

    public static SbeRule MissingId { get; } = Warning("SBE116", "a field, group or data has no id");

    public static SbeRule DataLength { get; } = Warning("SBE117", "the content of variable-length data has a length");

    public static SbeRule IncludedTwice { get; } = Warning("SBE118", "a file is included a second time and is skipped");

    public static SbeRule EmittedTwice { get; } = Error("SBE201", "two different things need one name in a namespace");

    public static SbeRule DoesNotFit { get; } = Error("SBE202", "a number does not fit the member that carries it");

    public static SbeRule WidthNotSupported { get; } = Error("SBE203", "a length or count is wider than codecs read");

    /// <summary>All rules in the order of their codes: errors of schemas, warnings, errors of emitting.</summary>
    public static IReadOnlyList<SbeRule> All => Table;

    private static SbeRule Error(string code, string title) => Add(code, SbeSeverity.Error, title);

    private static SbeRule Warning(string code, string title) => Add(code, SbeSeverity.Warning, title);

    private static SbeRule Add(string code, SbeSeverity severity, string title)
    {
        var rule = new SbeRule(code, severity, title);
        Table.Add(rule);
        return rule;
    }
}
