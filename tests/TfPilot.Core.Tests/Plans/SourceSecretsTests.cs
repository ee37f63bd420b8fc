using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Policies;

namespace TfPilot.Core.Tests.Plans;

public sealed class SourceSecretsTests
{
    [Theory]
    [InlineData(
        "git::https://user:t0ken@host.test/a.git?ref=v1.0.0", "git::https://(masked)@host.test/a.git?ref=v1.0.0")]
    [InlineData("https://t0ken@host.test/a.zip", "https://(masked)@host.test/a.zip")]
    [InlineData("git::ssh://git:pa55@host.test/a.git", "git::ssh://git:(masked)@host.test/a.git")]
    [InlineData("git::ssh://git@host.test/a.git", "git::ssh://git@host.test/a.git")] // no secret
    [InlineData("git@github.com:acme/a.git", "git@github.com:acme/a.git")]
    [InlineData("git::ssh://git@host.test/a.git?ref=v1&sshkey=LS0tLS1C==",
        "git::ssh://git@host.test/a.git?ref=v1&sshkey=(masked)")]
    [InlineData("s3::https://s3.test/b/a.zip?aws_access_key_id=AK&aws_access_key_secret=x/y",
        "s3::https://s3.test/b/a.zip?aws_access_key_id=AK&aws_access_key_secret=(masked)")]
    [InlineData("https://host.test/a@b/c.zip", "https://host.test/a@b/c.zip")] // a path
    [InlineData("./modules/a", "./modules/a")]
    public void Credentials_in_a_module_source_are_masked_when_read(string source, string shown)
    {
        var plan = PlanText.Single($$$"""
            {"format_version":"1.2",
              "configuration":{"root_module":{"module_calls":{"a":{"source":"{{{source}}}"} } } } }
            """);

        var findings = PolicyData.With(new RuleKind.Modules(PolicyData.Any("none"), Pinned: false)).Findings(plan);

        findings.Should().ContainSingle().Which.Actual.Should().Be($"\"{shown}\"");
    }
}
