namespace TfPilot.Benchmarks.Comparison;

/// <summary>The programs as they ship: a single native file each.</summary>
internal static class Published
{
    public static string Program(string folder, string project, string name)
    {
        var output = Path.Combine(folder, name);
        Console.Error.WriteLine($"publishing {name}");
        Measured.Start("dotnet",
            ["publish", Repository.PathOf(project), "-c", "Release", "-o", output, "--nologo", "-v", "quiet"]);
        return Path.Combine(output, name);
    }
}
