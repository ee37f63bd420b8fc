using System.Text;

namespace TfPilot.Action.Tests;

/// <summary>
/// Plans that people or tools changed on the way: each is read as the plan that it contains, or rejected with one line
/// that names the problem.
/// </summary>
public sealed class DirtyInputTests : IDisposable
{
    private const string Wrapped = "[command]/usr/bin/terraform show -json tfplan\n" + PlanJson.Create +
        "\n::debug::Terraform exited with code 0.\n";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static readonly Dictionary<string, byte[]> WithPlan = new()
    {
        ["a byte order mark"] = [.. Encoding.UTF8.Preamble, .. Utf8(PlanJson.Create)],
        ["UTF-16 of PowerShell"] = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(PlanJson.Create)],
        ["UTF-16 without a mark"] = Encoding.Unicode.GetBytes(PlanJson.Create),
        ["big-endian UTF-16"] = [.. Encoding.BigEndianUnicode.Preamble,
            .. Encoding.BigEndianUnicode.GetBytes(PlanJson.Create)],
        ["big-endian UTF-16 without a mark"] = Encoding.BigEndianUnicode.GetBytes(PlanJson.Create),
        ["the wrapper of setup-terraform"] = Utf8(Wrapped),
        ["the wrapper, in UTF-16"] = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Wrapped)],
        ["the wrapper's debug lines"] = Utf8(
            $"{PlanJson.Create}\n::debug::stdout: {PlanJson.Create}\n::debug::stderr: \n::debug::exitcode: 0\n"),
        ["the wrapper's outputs of old"] = Utf8(
            $"{PlanJson.Create}\n::set-output name=stdout::{PlanJson.Create}\n::set-output name=stderr::\n"),
        ["noise on the plan's own line"] = Utf8($"{PlanJson.Create.Trim()}::debug::Terraform exited with code 0."),
        ["Windows line ends"] = Utf8(Wrapped.Replace("\n", "\r\n", StringComparison.Ordinal)),
        ["a warning before"] = Utf8($"\u001b[33m╷\n│ Warning: Version constraint\n╵\u001b[0m\n\n{PlanJson.Create}"),
        ["white space around"] = Utf8($"\n\n  {PlanJson.Create}\n\n"),
        ["one line of megabytes before"] = Utf8($"{new string('=', 5_000_000)}\n{PlanJson.Create}"),
    };

    public static TheoryData<string> Readable => [.. WithPlan.Keys];

    [Theory, MemberData(nameof(Readable))]
    public void A_plan_with_surrounding_noise_is_read(string what)
    {
        var run = Review(WithPlan[what]);

        run.Should().Be(Review(Utf8(PlanJson.Create)));
        run.ExitCode.Should().Be(0);
    }

    [Fact]
    public void Several_JSON_documents_in_one_file_are_several_plans()
    {
        var run = Review(Utf8($"[command]one\n{PlanJson.Create}[command]two\n{PlanJson.Create}{PlanJson.Create}"));

        run.ExitCode.Should().Be(0);
        run.Names.Should().Equal("p", "p (2)", "p (3)");
    }

    public static TheoryData<string, byte[]> Unreadable => new()
    {
        { "is empty. Create the JSON with `terraform show -json PLANFILE > plan.json` and pass that file.", [] },
        { "is empty.", Utf8(" \n\t\n") },
        { "is a binary plan file. Create the JSON with `terraform show -json PLANFILE > plan.json`",
            [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x08, 0x00, 0x7B, 0x0A, 0x00] },
        { "is a plan in human-readable form, not JSON.",
            Utf8("Terraform will perform the following actions:\n\n  # x.y will be created\n  + resource \"x\" " +
                "\"y\" {\n    }\n\nPlan: 1 to add, 0 to change, 0 to destroy.\n") },
        { "is a plan in human-readable form, not JSON.",
            Utf8("\nNo changes. Your infrastructure matches the configuration.\n") },
        { "is the log of `terraform plan -json`, not a plan.",
            Utf8("{\"@level\":\"info\",\"@message\":\"Terraform " +
                "1.11.4\",\"type\":\"version\"}\n{\"@level\":\"info\",\"@message\":\"x: Plan to create\"}\n") },
        { "is a state file, not a plan.",
            Utf8("""
                {"version":4,"terraform_version":"1.11.4","serial":3,"lineage":"x","outputs":{},"resources":[]}
                """) },
        { "is a state (`terraform show -json` without a plan file), not a plan.",
            Utf8("""{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{}}}""") },
        { "is the output of `terraform validate -json`, not a plan.",
            Utf8("""{"format_version":"1.0","valid":true,"error_count":0,"diagnostics":[]}""") },
        { "contains provider schemas, not a plan.", Utf8("""{"format_version":"1.0","provider_schemas":{}}""") },
        { "is encrypted by OpenTofu.", Utf8("""{"meta":{},"encrypted_data":"x","encryption_version":"v0"}""") },
        { "is JSON but not a Terraform plan: it has no format_version.", Utf8("{}") },
        { "is JSON but not a Terraform plan: it has no changes.", Utf8("""{"format_version":"1.0"}""") },
        { "is a JSON list, not a plan.", Utf8("[" + PlanJson.Create + "]") },
        { "is a JSON list, not a plan.", Utf8("[\n  {\"resource_changes\": []}\n]") },
        { "has an unsupported format_version (supported are 0.x and 1.x).",
            Utf8("""{"format_version":"2.0","resource_changes":[]}""") },
        { "contains no JSON object.", Utf8("s3cr3t-value\n\"s3cr3t-value\"\n") },
        { "contains no JSON object.", Utf8("x y z") },
        { "is not valid JSON near byte ",
            Utf8("""{"format_version":"1.2","resource_changes":[{"address":"s3cr3t-value",}]}""") },
        { "is not valid JSON near byte ",
            Utf8("{\"format_version\":\"1.2\",\"resource_changes\":[],\"x\":" + new string('[', 300) +
                new string(']', 300) + "}") },
        { "is not valid JSON near byte ",
            Utf8(PlanJson.Create.Replace("grüße 🚀", "\\ud83d s3cr3t-value", StringComparison.Ordinal)) },
        { "is not valid UTF-8.",
            [.. PlanJson.Create.Select(c => c == 'ü' ? (byte)0xFC : c > 127 ? (byte)'?' : (byte)c)] },
        { "is not a plan this version can read: resource_changes[0] has no address.",
            Utf8("""{"format_version":"1.2","resource_changes":[{"change":{"actions":["create"]}}]}""") },
        { "is not valid JSON: at byte ", Utf8("""{"format_version":"1.2","resource_changes":{"s3cr3t-value":1}}""") },
        { "is not valid JSON: at byte ", Utf8("{'format_version':'s3cr3t-value'}") },
    };

    [Theory, MemberData(nameof(Unreadable))]
    public void Input_that_is_not_a_plan_is_reported_in_one_line_that_identifies_it(string message, byte[] bytes)
    {
        var run = Review(bytes);

        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith($"tfpilot: {folder.Root}/p/plan.json {message}").And.MatchRegex("^[^\n]+\n$");
        (run.Out + run.Error).Should().NotContain("s3cr3t");
        run.Json["problems"]!.AsArray().Should().ContainSingle();
    }

    [Theory]
    [InlineData("action/samples/secrets-and-commands/plan.json")]
    [InlineData("action/samples/multi-environment/live/prod/web/plan.json")]
    public void A_truncated_plan_is_reported_as_truncated_wherever_it_ends(string sample)
    {
        var bytes = File.ReadAllBytes(Repository.PathOf(sample));

        var runs = Enumerable.Range(0, (bytes.Length + 999) / 1000).Select(cut => Review(bytes[..(cut * 1000)]))
            .ToList();

        runs.Should().OnlyContain(run => run.ExitCode == 2);
        runs[0].Error.Should().Contain("is empty.");
        runs.Skip(1).Select(run => run.Error).Distinct().Should().Equal(
            $"tfpilot: {folder.Root}/p/plan.json ends in the middle of the JSON: it is truncated. Create it again " +
                "with `terraform show -json`, and check that the disk is not full.\n");
    }

    [TerraformFact]
    public void A_binary_Terraform_plan_file_is_reported_as_binary()
    {
        folder.Write("main.tf", "resource \"terraform_data\" \"a\" { input = \"s3cr3t-value\" }\n");
        Terraform.Run(folder.Root, "init");
        Terraform.Run(folder.Root, "plan", "-out=tfplan");

        var run = Cli.Run("review", Path.Combine(folder.Root, "tfplan"));

        run.ExitCode.Should().Be(2);
        run.Error.Should()
            .Be($"tfpilot: {folder.Root}/tfplan is a binary plan file. Create the JSON with `terraform show -json " +
            "PLANFILE > plan.json` and pass that file.\n");
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private CliRun Review(byte[] bytes)
    {
        var path = folder.Write("p/plan.json", "");
        File.WriteAllBytes(path, bytes);
        return Cli.Run("review", path, "--format", "json");
    }
}
