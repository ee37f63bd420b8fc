using System.Runtime.CompilerServices;

namespace TfPilot.Core.Tests;

/// <summary>Compares text with a golden file next to the test; <c>UPDATE_GOLDEN=1</c> rewrites the file.</summary>
internal static class Golden
{
    public static void Check(string actual, string name, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        actual.Should().Be(File.ReadAllText(path), $"{name} holds what is expected");
    }
}
