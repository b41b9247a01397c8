using System;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace Appliance.Capture.Tests;

/// <summary>A temporary folder and command lines run in it.</summary>
internal sealed class ToolRun : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("capture-tool").FullName;

    public string Output { get; private set; } = string.Empty;

    public string Error { get; private set; } = string.Empty;

    public string PathOf(string name) => Path.Combine(folder, name);

    public string Gzip(string name, string text)
    {
        using var file = new GZipStream(File.Create(PathOf(name)), CompressionMode.Compress);
        file.Write(Encoding.UTF8.GetBytes(text));
        return PathOf(name);
    }

    public int Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = CaptureTool.Run(args, output, error);
        Output = output.ToString();
        Error = error.ToString();
        bool isOneLine = Error.Length == 0 || Error.IndexOf('\n') == Error.Length - 1;
        Assert.True(code == ExitCode.Good ? Error.Length == 0 : isOneLine && Error.Length > 0, Error);
        return code;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
