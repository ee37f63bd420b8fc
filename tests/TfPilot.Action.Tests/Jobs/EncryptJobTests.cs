using System.Text;
using TfPilot.Action.Jobs;

namespace TfPilot.Action.Tests.Jobs;

/// <summary>The encryption of a state that could not be saved; the real gpg decrypts it.</summary>
[Collection("the current folder")]
public sealed class EncryptJobTests : IDisposable
{
    private const string State = """{"version":4,"outputs":{"password":{"value":"tiger"}}}""";

    private readonly ActionStep step = new();
    private readonly Gpg gpg = new();

    public EncryptJobTests() => step.Write("errored.tfstate", State);

    public void Dispose()
    {
        step.Dispose();
        gpg.Dispose();
    }

    [GpgFact]
    public void Every_recipient_can_decrypt_the_state_with_gpg()
    {
        using var other = new Gpg();
        Recipients(gpg.Generate("ann"), other.Generate("bob", "default"));

        var run = Encrypt();

        run.ExitCode.Should().Be(0, run.ToString());
        step.Outputs.Should().Contain("reason-code", "encrypted");
        var encrypted = File.ReadAllBytes("errored.tfstate.gpg");
        Encoding.UTF8.GetString(encrypted).Should().NotContain("tiger");
        foreach (var owner in new[] { gpg, other })
            Encoding.UTF8.GetString(owner.Run(encrypted, "--decrypt")).Should().Be(State);
    }

    [GpgFact]
    public void The_recipients_are_those_of_the_default_branch_and_not_of_the_commit_that_is_applied()
    {
        using var other = new Gpg();
        Recipients(gpg.Generate("ann"));
        step.Write(".tfpilot.yml", Settings(other.Generate("mallory")));

        Encrypt().ExitCode.Should().Be(0);

        Encoding.UTF8.GetString(gpg.Run(File.ReadAllBytes("errored.tfstate.gpg"), "--decrypt")).Should().Be(State);
        gpg.Run([], "--list-packets", "errored.tfstate.gpg").AsSpan().Count(":pubkey enc packet:"u8).Should().Be(1);
    }

    [Fact]
    public void Without_recipients_nothing_is_written_and_the_step_fails_with_what_to_do()
    {
        step.GitHub.Repository.Files[".tfpilot.yml"] = "version: 1\n";

        var run = Encrypt();

        run.ExitCode.Should().Be(2);
        step.Outputs.Should().Contain("reason-code", "not-encrypted");
        run.Log.Should().Contain("add OpenPGP public keys to apply.state_recipients").And
            .Contain("terraform state push errored.tfstate");
        File.Exists("errored.tfstate.gpg").Should().BeFalse();
    }

    [Fact]
    public void Without_the_settings_of_the_default_branch_nothing_is_written()
    {
        step.Variables.Remove("INPUT_GITHUB-TOKEN");

        var run = Encrypt();

        run.ExitCode.Should().Be(2);
        run.Log.Should().Contain("There is no token to read the settings");
        File.Exists("errored.tfstate.gpg").Should().BeFalse();
    }

    [GpgFact]
    public void A_key_that_expired_or_cannot_encrypt_is_a_problem_and_nobody_gets_the_state()
    {
        var valid = gpg.Generate("ann");
        var expired = gpg.Generate("eve", expires: "1d");
        gpg.Run([], "--quick-gen-key", "sig@example.com", "ed25519", "sign", "never");
        var signing = Encoding.UTF8.GetString(gpg.Run([], "--armor", "--export", "sig@example.com"));

        var encrypted = StateEncryption.Encrypt(
            Encoding.UTF8.GetBytes(State), [valid, expired, signing, "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA"],
            new(2030, 1, 2, 0, 0, 0, DateTimeKind.Utc));

        encrypted.Match(_ => [], problems => problems.Select(problem => problem.Message)).Should().Equal(
            "apply.state_recipients[1] has no key for encryption that is valid today: replace the public key.",
            "apply.state_recipients[2] has no key for encryption that is valid today: replace the public key.",
            "apply.state_recipients[3] is not an OpenPGP public key: paste the output of `gpg --armor --export`.");
    }

    [GpgFact]
    public void A_revoked_key_is_a_problem()
    {
        gpg.Generate("ann");
        gpg.Revoke();
        var revoked = Encoding.UTF8.GetString(gpg.Run([], "--armor", "--export", "ann@example.com"));

        var key = StateEncryption.Read("key", revoked, new(2030, 1, 2, 0, 0, 0, DateTimeKind.Utc));

        key.Match(_ => "", problems => problems[0].Message).Should().StartWith("key has no key for encryption");
    }

    [GpgFact]
    public void Validate_reports_a_key_that_cannot_encrypt()
    {
        step.Write(".tfpilot.yml", Settings(
            "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----"));
        var broken = step.Execute("validate");
        step.Write(".tfpilot.yml", Settings(gpg.Generate("ann")));

        var valid = step.Execute("validate");

        (broken.ExitCode, valid.ExitCode).Should().Be((2, 0), broken.Log + valid.Log);
        broken.Log.Should().Contain("apply.state_recipients[0] is not an OpenPGP public key");
    }

    private void Recipients(params string[] keys) =>
        step.GitHub.Repository.Files[".tfpilot.yml"] = Settings(keys);

    private static string Settings(params string[] keys) => "version: 1\napply:\n  state_recipients:\n"
        + string.Concat(keys.Select(key => $"    - |\n{string.Concat(key.Trim().Split('\n').Select(
            line => $"      {line}\n"))}"));

    private StepRun Encrypt() => step.Run(
        ("command", "encrypt"), ("state", "errored.tfstate"), ("output", "errored.tfstate.gpg"));
}
