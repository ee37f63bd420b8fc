using System.Net;
using System.Text.Json;

namespace TfPilot.EndToEnd.Tests.Workflows;

/// <summary>How the plan job signs in to clouds and reads private modules.</summary>
public sealed class PlanStepIdentityTests : IDisposable
{
    private const string Show = "env > \"$TFPILOT_PLAN_JSON\"";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_plan_assumes_the_role_of_its_environment_with_its_own_token()
    {
        using var issuer = new TokenIssuer();

        var (failed, log) = PlanStep.Batch(folder.Root, ".\tprod\t\t=\n.\tdev\t\t=\n", [.. issuer.Variables,
            ("PLAN_COMMAND", $"{Show}; cat \"$AWS_WEB_IDENTITY_TOKEN_FILE\" >> \"$TFPILOT_PLAN_JSON\""),
            ("TFPILOT_AWS_ROLE", "arn:aws:iam::1:role/plan-{environment}"), ("TFPILOT_AWS_REGION", "eu-north-1")]);

        failed.Should().Be(0, log);
        Written(1).Should().Contain("AWS_ROLE_ARN=arn:aws:iam::1:role/plan-prod\n")
            .And.Contain("AWS_REGION=eu-north-1\n").And.EndWith("token-1-for-sts.amazonaws.com");
        Written(2).Should().Contain("AWS_ROLE_ARN=arn:aws:iam::1:role/plan-dev\n")
            .And.EndWith("token-2-for-sts.amazonaws.com");
        issuer.BearerTokens.Should().Equal("Bearer of-the-run", "Bearer of-the-run");
    }

    [Fact]
    public void The_Azure_provider_requests_its_tokens_itself()
    {
        var (failed, log) = PlanStep.Batch(folder.Root, ".\tprod\t\t=\n", ("PLAN_COMMAND", Show),
            ("TFPILOT_AZURE_CLIENT", "c-{environment}"), ("TFPILOT_AZURE_TENANT", "t"),
            ("TFPILOT_AZURE_SUBSCRIPTION", "s"));

        failed.Should().Be(0, log);
        Written(1).Split('\n').Where(line => line.StartsWith("ARM_", StringComparison.Ordinal)).Order().Should()
            .Equal("ARM_CLIENT_ID=c-prod", "ARM_SUBSCRIPTION_ID=s", "ARM_TENANT_ID=t", "ARM_USE_OIDC=true");
    }

    [Theory]
    [InlineData("plan@acme.example")]
    [InlineData("")] // the provider itself has the roles
    public void Google_credentials_refer_to_the_token_file(string account)
    {
        using var issuer = new TokenIssuer();

        var (failed, log) = PlanStep.Batch(folder.Root, ".\tprod\t\t=\n", [.. issuer.Variables,
            ("PLAN_COMMAND", "cat \"$GOOGLE_APPLICATION_CREDENTIALS\" > \"$TFPILOT_PLAN_JSON\""),
            ("TFPILOT_GOOGLE_PROVIDER", "projects/1/p-{environment}"), ("TFPILOT_GOOGLE_SERVICE_ACCOUNT", account)]);

        failed.Should().Be(0, log);
        var written = JsonDocument.Parse(Written(1)).RootElement;
        written.GetProperty("audience").GetString().Should().Be("//iam.googleapis.com/projects/1/p-prod");
        File.ReadAllText(written.GetProperty("credential_source").GetProperty("file").GetString()!).Should()
            .Be("token-1-for-https://iam.googleapis.com/projects/1/p-prod");
        written.TryGetProperty("service_account_impersonation_url", out var url).Should().Be(account.Length > 0);
        if (account.Length > 0)
            url.GetString().Should().EndWith("/serviceAccounts/plan@acme.example:generateAccessToken");
    }

    [Fact]
    public void Without_an_OIDC_token_the_plan_fails_with_that_message()
    {
        var (failed, log) = PlanStep.Batch(
            folder.Root, ".\tprod\t\t=\n", ("PLAN_COMMAND", Show), ("TFPILOT_AWS_ROLE", "arn:aws:iam::1:role/plan"));

        failed.Should().Be(1);
        log.Should().Contain("This job cannot get an OIDC token: grant `id-token: write`");
    }

    [Fact]
    public void Private_modules_are_read_with_a_token_that_no_command_or_file_exposes()
    {
        var (failed, log) = PlanStep.Batch(folder.Root, ".\t\t\troot\n", ("MODULES_TOKEN", "ghs_secret"),
            ("GITHUB_SERVER_URL", "https://ghe.acme.example"),
            ("PLAN_COMMAND", """
                { git config --get-urlmatch http.extraheader https://ghe.acme.example/acme/module.git
                  git config --get-all url.https://ghe.acme.example/.insteadOf; } > "$TFPILOT_PLAN_JSON"
                [ -z "$MODULES_TOKEN" ]
                """));

        failed.Should().Be(0, log);
        var basic = Convert.ToBase64String("x-access-token:ghs_secret"u8);
        Written(1).Should().Be(
            $"Authorization: Basic {basic}\nssh://git@ghe.acme.example/\ngit@ghe.acme.example:\n");
        log.Should().StartWith($"::add-mask::{basic}\n::stop-commands::");
    }

    [Fact]
    public void A_deploy_key_exists_only_in_the_SSH_agent_which_ends_with_the_step()
    {
        var key = Path.Combine(folder.Root, "key");
        Tool("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key);

        var (failed, log) = PlanStep.Batch(folder.Root, ".\t\t\troot\n", ("MODULES_SSH_KEY", File.ReadAllText(key)),
            ("MODULES_KNOWN_HOSTS", "git.acme.example ssh-ed25519 AAAA"),
            ("PLAN_COMMAND", """
                { ssh-add -L; echo "$GIT_SSH_COMMAND"; echo "$SSH_AGENT_PID"; } > "$TFPILOT_PLAN_JSON"
                [ -z "$MODULES_SSH_KEY" ]
                """));

        failed.Should().Be(0, log);
        var lines = Written(1).Split('\n');
        lines[0].Split(' ')[1].Should().Be(File.ReadAllText($"{key}.pub").Split(' ')[1]);
        lines[1].Should().StartWith("ssh -o StrictHostKeyChecking=yes -o UserKnownHostsFile='");
        File.ReadAllText(lines[1].Split('\'')[1]).Should().Be("git.acme.example ssh-ed25519 AAAA\n");
        SpinWait.SpinUntil(() => !Directory.Exists($"/proc/{lines[2]}"), TimeSpan.FromSeconds(10)).Should().BeTrue();
    }

    private string Written(int plan) => File.ReadAllText(Path.Combine(folder.Root, $"tfpilot-plans/{plan}/plan.json"));

    private static void Tool(string name, params string[] arguments) =>
        System.Diagnostics.Process.Start(name, arguments).WaitForExit();
}

/// <summary>Responds like GitHub's endpoint for identity tokens.</summary>
internal sealed class TokenIssuer : IDisposable
{
    private readonly HttpListener listener;

    public TokenIssuer()
    {
        (listener, var address) = FreePort.Listen();
        Variables = [("ACTIONS_ID_TOKEN_REQUEST_URL", $"{address}token?api-version=2.0"),
            ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "of-the-run")];
        _ = AnswerAsync();
    }

    public IReadOnlyList<(string Name, string Value)> Variables { get; }

    public List<string?> BearerTokens { get; } = [];

    public void Dispose() => listener.Close();

    private async Task AnswerAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                BearerTokens.Add(context.Request.Headers["Authorization"]);
                var answer = JsonSerializer.SerializeToUtf8Bytes(new
                {
                    count = 3,
                    value = $"token-{BearerTokens.Count}-for-{context.Request.QueryString["audience"]}",
                });
                await context.Response.OutputStream.WriteAsync(answer);
                context.Response.Close();
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
