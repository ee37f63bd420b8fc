using System.Text;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Settings;
using TfPilot.Delivery.Verifications;

namespace TfPilot.Delivery.Tests.Verifications;

public class VerificationRulesTests
{
    private static readonly ReviewContext Encrypted = new(new DateOnly(2030, 1, 2))
    {
        Policy = SettingsReader.Read("s.yml", """
            version: 1
            policy:
              rules:
                - id: encrypted
                  level: block
                  attributes: [{ type: acme_disk, require: { encrypted: true } }]
            """, new(2030, 1, 2)).Match(settings => settings.Policy, _ => PolicySettings.None),
    };

    [Theory]
    [InlineData(0, "", VerificationStatus.Passed, null)]
    [InlineData(null, "", VerificationStatus.Passed, null)]
    [InlineData(2, "", VerificationStatus.Failed, "The plan has changes.")] // an output of an older format
    [InlineData(1, "", VerificationStatus.Failed, "The plan failed.")]
    [InlineData(2, "update", VerificationStatus.Failed, "update acme_disk.a")]
    [InlineData(null, "update", VerificationStatus.Failed, "update acme_disk.a")]
    [InlineData(0, "read", VerificationStatus.Passed, null)] // the data source of a check block
    public void A_plan_after_the_apply_must_have_no_changes(
        int? exitCode, string action, VerificationStatus status, string? message)
    {
        var plan = Plan(action.Length == 0 ? [] : [Change(action, "{}", "{}")]);

        var check = Verify(new(null, Facts(plan), exitCode, null, [])).Checks.Single(check => check.Kind == "plan");

        (check.Status, check.Message).Should().Be((status, message));
    }

    [Fact]
    public void Without_a_plan_after_the_apply_nothing_is_known()
    {
        var verification = Verify(new(Applied(), null, null, Encrypted, []));

        verification.IsPassed.Should().BeNull();
        verification.Checks.Select(check => (check.Kind, check.Status)).Should().Equal(
            ("plan", VerificationStatus.Unknown), ("policy", VerificationStatus.Unknown));
    }

    [Theory]
    [InlineData("fail", VerificationStatus.Failed)]
    [InlineData("error", VerificationStatus.Failed)]
    [InlineData("unknown", VerificationStatus.Unknown)]
    public void A_check_block_that_does_not_pass_is_named_with_its_messages(string word, VerificationStatus status)
    {
        var plan = Plan() with { Checks = [new("check.health", word, ["The site is down."])] };

        var verification = Verify(new(null, Facts(plan), 0, null, []));

        verification.Checks[0].Should().Be(new VerificationCheck("check", "check.health", status, "The site is down."));
    }

    [Theory]
    [InlineData("""{"encrypted":true}""", VerificationStatus.Passed)]
    [InlineData("""{"encrypted":false}""", VerificationStatus.Failed)]
    [InlineData("""{}""", VerificationStatus.Failed)]
    public void A_policy_that_was_unknown_at_the_plan_is_checked_on_the_real_value(
        string real, VerificationStatus status)
    {
        var after = Plan() with { Unchanged = [Change("no-op", real, real)] };

        var check = Verify(new(Applied(), Facts(after), 0, Encrypted, [])).Checks.Single(one => one.Kind == "policy");

        (check.Name, check.Status).Should().Be(("encrypted for acme_disk.a", status));
    }

    [Fact]
    public void A_policy_that_was_known_at_the_plan_was_decided_then()
    {
        var applied = Facts(Plan([Change("create", "null", """{"encrypted":false}""")]));
        var after = Facts(Plan() with { Unchanged = [Change("no-op", "{}", """{"encrypted":false}""")] });

        Verify(new(applied, after, 0, Encrypted, [])).Checks.Should().NotContain(check => check.Kind == "policy");
    }

    [Fact]
    public void Advice_does_not_fail_a_verification()
    {
        var advice = Encrypted with
        {
            Policy = Encrypted.Policy with { Rules = [Encrypted.Policy.Rules[0] with { Level = PolicyLevel.Advise }] },
        };
        var after = Facts(Plan() with { Unchanged = [Change("no-op", "{}", """{"encrypted":false}""")] });

        Verify(new(Applied(), after, 0, advice, [])).IsPassed.Should().BeTrue();
    }

    [Fact]
    public void Failed_checks_come_first_and_their_number_is_limited()
    {
        var probes = Enumerable.Range(0, 300).Select(number => new VerificationCheck(
            "probe", $"https://{number}.example.com/", VerificationStatus.Passed)).ToList();
        probes.Add(new("probe", "https://down.example.com/", VerificationStatus.Failed, "The status code is 503."));

        var verification = Verify(new(null, Facts(Plan()), 0, null, probes));

        verification.Checks[0].Name.Should().Be("https://down.example.com/");
        (verification.Checks.Count, verification.More).Should().Be((VerificationRules.MaxChecks, 103));
        VerificationText.Sentence(verification).Should()
            .Be("verification failed: probe https://down.example.com/");
    }

    [Fact]
    public void The_file_between_the_steps_keeps_the_result()
    {
        var verification = Verify(new(Applied(), null, 2, Encrypted, []) { Problems = ["no settings"] });

        var read = VerificationFile.Read("v.json", VerificationFile.Write(verification));

        read.Match(found => found, _ => null!).Should().BeEquivalentTo(verification);
        VerificationFile.Read("v.json", "{}"u8).Match(_ => "", problems => problems[0].Message).Should()
            .StartWith("v.json is no verification");
    }

    private static Verification Verify(VerificationFacts facts) => VerificationRules.Of(facts);

    private static ProjectFacts Facts(Plan plan) => new("web", "prod", plan);

    private static ProjectFacts Applied() =>
        Facts(Plan([Change("create", "null", """{"encrypted":{"$":"unknown"}}""")]));

    private static Plan Plan(params ResourceChange[] changes) => new() { FormatVersion = "1.2", Changes = changes };

    private static ResourceChange Change(string action, string before, string after) => new()
    {
        Address = new("acme_disk.a"), Type = "acme_disk", Action = PlanActions.Of([action]), Actions = [action],
        Before = RedactedJson.FromCanonical(Encoding.UTF8.GetBytes(before)),
        After = RedactedJson.FromCanonical(Encoding.UTF8.GetBytes(after)),
    };
}
