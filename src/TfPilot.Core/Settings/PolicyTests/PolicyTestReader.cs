using System.Globalization;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Settings;

/// <summary>
/// Reads <c>*.policytest.yml</c>. All problems are reported with <c>file:line:column</c>, including those of settings
/// inside.
/// </summary>
public static class PolicyTestReader
{
    /// <param name="name">The file's name in messages.</param>
    /// <param name="today">The day (UTC) of the run, used to limit the length of waivers.</param>
    public static Validated<PolicyTestFile> Read(string name, string text, DateOnly today)
    {
        var problems = new Problems(name);
        var root = YamlReader.Read(text, problems);
        if (root is null or Node.Scalar { Kind: ScalarKind.Null } && !problems.Any)
            problems.Add(new SourcePosition(1, 1), "the file is empty; write settings and tests");
        if (root is null || new SchemaRules(problems).Validate(root, PolicyTestSchemas.File) is not Node.Map file)
            return Invalid(problems);

        var notes = new Problems(name);
        var inline = file.Map("settings") is { } settings
            ? SettingsSections.Read(new(settings, today, problems, notes)) with { Notes = notes.InOrder } : null;
        var tests = Named.Once(file.Maps("tests"), "name", problems).Select(test => Test(test, problems)).ToList();
        if (problems.Any) return Invalid(problems);
        return new PolicyTestFile(inline is null ? new PolicyTestSettings.InFile(file.Text("settings")!)
            : new PolicyTestSettings.Inline(inline), tests);
    }

    private static PolicyTestCase Test(Node.Map test, Problems problems) =>
        new(problems.At(test.Place), test.Text("name") ?? "", test.Text("plan") ?? "",
            [.. test.Maps("expect").Select(Expected)])
        {
            Environment = test.Text("environment"),
            Today = test.Text("today") is { } day
                ? DateOnly.ParseExact(day, PolicyTestSchemas.Day, CultureInfo.InvariantCulture) : null,
            Infracost = test.Texts("infracost"),
        };

    private static ExpectedFinding Expected(Node.Map map) =>
        new(map.Text("rule") ?? "", map.Text("address"), map.Word<FindingVerdict>("verdict") ?? FindingVerdict.Pass,
            map.Text("attribute"));

    private static Validated<PolicyTestFile>.Invalid Invalid(Problems problems) => new(problems.InOrder);
}
