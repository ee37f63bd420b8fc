namespace TfPilot.Core.Settings;

/// <summary>Tools beside Terraform whose projects tfpilot does not read yet, by the files that they have.</summary>
internal static class OtherTools
{
    private static readonly (string Name, string[] Files, string What)[] Table =
    [
        ("Atmos", ["atmos.yaml"],
            "the stacks are not read: components are planned, without the variables of a stack"),
        ("CDK for Terraform", ["cdktf.json", "cdk.tf.json"],
            "it is not synthesized; its output is read where it is committed"),
        ("Pulumi", ["Pulumi.yaml"], "its programs are not previewed"),
        ("CloudFormation", ["samconfig.toml", "cdk.json", "template.yaml", "template.yml"],
            "its templates are not read"),
        ("Terramate", ["terramate.tm.hcl"], "its stacks are planned as plain projects"),
    ];

    /// <summary>The names of the files that reveal a tool.</summary>
    public static IEnumerable<string> FileNames => Table.SelectMany(tool => tool.Files);

    public static IReadOnlyList<string> In(RepositoryMarks marks) =>
        [.. from tool in Table
            let found = marks.Files.Where(path => tool.Files.Contains(path.Split('/')[^1])).ToList()
            where found.Count > 0
            select $"{tool.Name} ({found[0]}{(found.Count > 1 ? $" and {found.Count - 1} more" : "")}): {tool.What}"];
}
