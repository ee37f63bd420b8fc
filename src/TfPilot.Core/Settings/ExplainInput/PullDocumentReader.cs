using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Settings;

/// <summary>
/// Reads the facts of a pull request from JSON or YAML. All problems are reported with <c>file:line:column</c>.
/// </summary>
public static class PullDocumentReader
{
    /// <param name="name">The file's name in messages.</param>
    public static Validated<PullDocument> Read(string name, string text)
    {
        var problems = new Problems(name);
        var root = YamlReader.Read(text, problems);
        if (root is null or Node.Scalar { Kind: ScalarKind.Null } && !problems.Any)
            problems.Add(new SourcePosition(1, 1), "the file is empty; docs/reference/explain.md describes its format");
        if (root is null || new SchemaRules(problems).Validate(root, PullSchemas.File) is not Node.Map file)
            return new Validated<PullDocument>.Invalid(problems.InOrder);
        var document = Of(file, new(file, problems), problems);
        return problems.Any ? new Validated<PullDocument>.Invalid(problems.InOrder) : document;
    }

    private static PullDocument Of(Node.Map file, PeopleNamed people, Problems problems) => new(
        file.Integer("number") ?? 0,
        file.Word<PullState>("state") ?? PullState.Open,
        file.Commit("head"),
        file.Map("base")?.Text("branch") ?? "",
        file.Map("base")?.Commit("commit") ?? file.Commit("head"),
        PullPeopleSection.Read(file, people))
    {
        DefaultBranch = file.Text("default_branch") ?? file.Map("base")?.Text("branch") ?? "",
        Changed = ChangedOf(file, problems),
        Evidence = [.. file.Maps("evidence").Select(evidence => new NamedEvidence(
            problems.At(evidence.Place), evidence.Text("facts") ?? "",
            new(evidence.Integer("run") ?? 1, evidence.Integer("attempt") ?? 1), evidence.Texts("objections")))],
    };

    private static ChangedFiles ChangedOf(Node.Map file, Problems problems)
    {
        var read = (file.Find("changed") as Node.List)?.Items.OfType<Node.Scalar>()
            .Select(line => (line, Files: ChangedFilesReader.Read("changed", line.Text))).ToList() ?? [];
        foreach (var (line, files) in read)
        {
            if (files is Validated<ChangedFiles>.Invalid(var found))
                problems.Add(line, string.Join(" ", found.Select(problem => problem.Message)));
        }

        return new([.. read.SelectMany(line => line.Files.Match(files => files.Files, _ => []))]);
    }
}
