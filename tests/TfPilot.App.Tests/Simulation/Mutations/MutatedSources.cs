using System.Diagnostics;

namespace TfPilot.App.Tests.Simulation.Mutations;

/// <summary>
/// A copy of the sources that contains all mutations, each of which an environment variable chooses: it is built once.
/// </summary>
internal sealed class MutatedSources : IDisposable
{
    private const string Variable = "TFPILOT_MUTATION";

    /// <summary>The tests of the tables, and the simulation: the first failure is enough.</summary>
    private static readonly (string Project, string Filter)[] Tests =
    [
        ("TfPilot.Delivery.Tests", "FullyQualifiedName!~Corpus"),
        ("TfPilot.App.Tests", "FullyQualifiedName~SimulationTests.Whatever|FullyQualifiedName~RunRequestTests"),
        ("TfPilot.Storage.Tests", "FullyQualifiedName~SqliteStorageTests"),
    ];

    private readonly TemporaryFolder folder = new();

    public MutatedSources()
    {
        foreach (var file in Run("git", Repository.PathOf(), [], "ls-files", "-z").Output.Split('\0')
            .Where(file => file.Length > 0))
            folder.Write(file, "");
        foreach (var file in Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories))
            File.Copy(Repository.PathOf(Path.GetRelativePath(folder.Root, file)), file, overwrite: true);
        folder.Write("src/TfPilot.Core/Basics/RuleMutation.cs", $$"""
            namespace TfPilot.Core.Basics;

            public static class RuleMutation
            {
                private static readonly string? Id = System.Environment.GetEnvironmentVariable("{{Variable}}");

                public static bool Is(string id) => Id == id;

                public static string? Chosen(string prefix) =>
                    Id?.StartsWith(prefix, System.StringComparison.Ordinal) == true ? Id[prefix.Length..] : null;
            }
            """);
        foreach (var mutation in RuleMutation.All.DistinctBy(mutation => (mutation.File, mutation.Text)))
            Write(mutation);
        foreach (var (project, _) in Tests)
        {
            var (exitCode, output) = Run("dotnet", folder.Root, [], "build", $"tests/{project}", "-c", "Release",
                "--nologo", "-v", "q", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false");
            if (exitCode != 0) throw new InvalidOperationException(output);
        }
    }

    /// <summary>The project whose tests failed with the mutation; null when all passed.</summary>
    /// <param name="seeds">The number of seeds of the simulation.</param>
    public string? FailedTests(string? mutation, int seeds)
    {
        foreach (var (project, filter) in Tests)
        {
            var variables = new Dictionary<string, string?>
            {
                [Variable] = mutation, [SimulationSeeds.Variable] = $"{seeds}",
            };
            var (exitCode, _) = Run("dotnet", folder.Root, variables, "test",
                $"tests/{project}", "-c", "Release", "--no-build", "--nologo", "--filter", filter);
            if (exitCode != 0) return project;
        }

        return null;
    }

    public void Dispose() => folder.Dispose();

    private void Write(RuleMutation mutation)
    {
        var path = Path.Combine(folder.Root, mutation.File);
        var replacement = mutation.Replacement.Replace("{text}", mutation.Text, StringComparison.Ordinal)
            .Replace("{is}", $"RuleMutation.Is(\"{mutation.Id}\")", StringComparison.Ordinal);
        var text = File.ReadAllText(path).Replace(mutation.Text, replacement, StringComparison.Ordinal);
        File.WriteAllText(path, text.Contains("using TfPilot.Core.Basics;", StringComparison.Ordinal) ? text
            : $"using TfPilot.Core.Basics;\n{text}");
    }

    private static (int ExitCode, string Output) Run(
        string program, string folder, Dictionary<string, string?> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true,
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = System.Diagnostics.Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
