using TfPilot.App.Hosting;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Tests.Identity;

namespace TfPilot.App.Tests.Hosting;

public sealed class ConfigurationTests
{
    private const string Publish = "acme/infra/.github/workflows/plan.yml@refs/heads/main";

    private static readonly string Pem = TestApp.Key.ExportRSAPrivateKeyPem();

    [Fact]
    public void Three_variables_are_sufficient()
    {
        var read = Working();

        read.Identity.AppId.Should().Be(501);
        read.Webhooks.Accepted.Should().Equal("secret");
        read.Endpoints.Api.Should().Be(new Uri("https://api.github.com"));
        read.Oidc.Should().Be(new OidcSettings(OidcSettings.GitHubActions, "tfpilot"));
        read.Trust.Workflows.Should().BeEmpty();
        read.Trust.AllowSelfHosted.Should().BeFalse();
        read.Database.Should().Be("Data Source=tfpilot.db");
        read.IsFunctions.Should().BeFalse();
    }

    [Fact]
    public void Every_variable_takes_effect()
    {
        var read = Working(
            (Variable.WebhookSecret, "old"), (Variable.NextWebhookSecret, "new"),
            (Variable.Database, "postgres://app:password@db/tfpilot"),
            (Variable.PublicUrl, "https://tfpilot.acme.test/"),
            ("GITHUB_API_URL", "https://ghe.acme.test/api/v3"),
            ("GITHUB_GRAPHQL_URL", "https://ghe.acme.test/api/graphql"), ("GITHUB_SERVER_URL", "https://ghe.acme.test"),
            (Variable.OidcIssuer, "https://ghe.acme.test/_services/token"), (Variable.OidcAudience, "audience"),
            (Variable.TrustedWorkflows, Publish), (Variable.TrustedRunners, "all"));

        read.Webhooks.Accepted.Should().Equal("old", "new");
        read.Database.Should().Be("postgres://app:password@db/tfpilot");
        read.PublicUrl.Should().Be(new Uri("https://tfpilot.acme.test"));
        read.Endpoints.Server.Should().Be(new Uri("https://ghe.acme.test"));
        read.Oidc.Should().Be(new OidcSettings(new("https://ghe.acme.test/_services/token"), "audience"));
        read.Trust.Workflows.Should()
            .Equal(new TrustedWorkflow("acme/infra/.github/workflows/plan.yml", "refs/heads/main"));
        read.Trust.AllowSelfHosted.Should().BeTrue();
    }

    [Theory]
    [InlineData("https://tfpilot.acme.test", "https://tfpilot.acme.test")]
    [InlineData("https://tfpilot.acme.test/", "https://tfpilot.acme.test")] // one form, whichever was written
    [InlineData("https://acme.test/tfpilot/", "https://acme.test/tfpilot")]
    public void The_OIDC_audience_is_the_public_URL(string written, string audience) =>
        Working((Variable.PublicUrl, written)).Oidc.Audience.Should().Be(audience);

    [Fact]
    public void The_private_key_may_be_a_file_path_or_a_single_line()
    {
        using var folder = new TemporaryFolder();

        var inFile = Working((Variable.PrivateKey, folder.Write("key.pem", Pem)));
        var onOneLine = Working((Variable.PrivateKey, Pem.ReplaceLineEndings("\\n")));

        inFile.Identity.AppId.Should().Be(501);
        onOneLine.Identity.AppId.Should().Be(501);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Without_any_App_variables_the_setup_mode_starts(string? value)
    {
        var read = Read((Variable.AppId, value), (Variable.PrivateKey, value), (Variable.WebhookSecret, value),
            (Variable.PublicUrl, "https://tfpilot.acme.test"));

        read.Should().BeOfType<Validated<AppMode>.Valid>().Which.Value.Should()
            .BeOfType<AppMode.SetUp>().Which.PublicUrl.Should().Be(new Uri("https://tfpilot.acme.test"));
    }

    [Fact]
    public void Setup_mode_reports_the_other_configuration_problems()
    {
        var read = Read((Variable.AppId, null), (Variable.PrivateKey, null), (Variable.WebhookSecret, null),
            (Variable.Database, "Hose=x"), (Variable.TrustedWorkflows, "*"));

        read.Should().BeOfType<Validated<AppMode>.Invalid>().Which.Problems.Select(problem => problem.Path).Should()
            .BeEquivalentTo(Variable.Database, Variable.TrustedWorkflows);
    }

    [Fact]
    public void All_problems_are_reported_at_once_without_secrets()
    {
        var problems = Problems(
            (Variable.AppId, "tfpilot"), (Variable.PrivateKey, "never-to-be-shown"), (Variable.WebhookSecret, null),
            (Variable.Database, "Hose=never-to-be-shown"), (Variable.PublicUrl, "tfpilot.acme.test"),
            ("GITHUB_API_URL", "http://ghe.acme.test"),
            (Variable.OidcIssuer, "http://ghe.acme.test"),
            (Variable.TrustedWorkflows, "acme/infra/.github/workflows/*@main"));

        problems.Select(problem => problem.Path).Should().BeEquivalentTo(
            Variable.AppId, Variable.PrivateKey, Variable.WebhookSecret, Variable.Database, Variable.PublicUrl,
            "GITHUB_API_URL", Variable.OidcIssuer, Variable.TrustedWorkflows);
        string.Concat(problems.Select(problem => problem.Message)).Should().NotContain("never-to-be-shown");
    }

    [Theory]
    [InlineData("one,two")]
    [InlineData("one two")]
    [InlineData(",")]
    [InlineData(" one, two \n", "one, two")] // a file ends with a new line
    public void A_webhook_secret_may_contain_commas_and_spaces(string secret, string? read = null) =>
        Read((Variable.WebhookSecret, secret)).Should().BeOfType<Validated<AppMode>.Valid>().Which.Value.Should()
        .BeOfType<AppMode.Working>()
            .Which.Configuration.Webhooks.Accepted.Should().Equal(read ?? secret);

    [Theory]
    [InlineData(Variable.AppId)]
    [InlineData(Variable.PrivateKey)]
    [InlineData(Variable.WebhookSecret)] // an App whose webhook anybody may call
    public void Each_missing_App_variable_is_a_problem(string missing)
    {
        var problems = Problems((missing, null));

        problems.Select(problem => problem.Path).Should().Equal(missing);
    }

    [Theory]
    [InlineData(Variable.AppId, "0")]
    [InlineData(Variable.AppId, "-1")]
    [InlineData(Variable.AppId, "Iv1.8a61f9b3a7aba766")] // the client's id
    [InlineData(Variable.PublicUrl, "ftp://acme.test")]
    [InlineData(Variable.PublicUrl, "https://user:password@acme.test")]
    [InlineData(Variable.PublicUrl, "https://acme.test/?a=b")]
    [InlineData(Variable.Database, "Data Source=:memory:")]
    [InlineData(Variable.TrustedRunners, "self-hosted")]
    public void Invalid_values_are_rejected(string name, string value)
    {
        var problems = Problems((name, value));

        problems.Select(problem => problem.Path).Should().Equal(name);
    }

    [Theory]
    [InlineData(Variable.PublicUrl)]
    [InlineData(Variable.OidcIssuer)]
    [InlineData("GITHUB_API_URL")]
    [InlineData("GITHUB_SERVER_URL")]
    public void A_URL_with_a_password_is_rejected_without_printing_it(string name)
    {
        var problems = Problems((name, "https://never-to-be:shown@acme.test/"));

        problems.Should().ContainSingle().Which.Message.Should()
            .Contain("acme.test").And.NotContainAny("never-to-be", "shown");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Data Source=/home/data/tfpilot.db")]
    public void On_Azure_Functions_a_SQLite_file_is_rejected(string? database)
    {
        var read = ConfigurationReader.Read(
            Variables((Variable.Database, database)).GetValueOrDefault, isFunctions: true);

        read.Should().BeOfType<Validated<AppMode>.Invalid>().Which.Problems.Should().ContainSingle().Which.Path.Should()
            .Be(Variable.Database);
    }

    [Fact]
    public void On_Azure_Functions_PostgreSQL_is_accepted()
    {
        var read = ConfigurationReader.Read(
            Variables((Variable.Database, "postgres://app:password@db/tfpilot")).GetValueOrDefault, isFunctions: true);

        read.Should().BeOfType<Validated<AppMode>.Valid>().Which.Value.IsFunctions.Should().BeTrue();
    }

    [Theory]
    [InlineData(null, 90)]
    [InlineData("1", 1)]
    [InlineData("3650", 3650)]
    public void The_evidence_lifetime_is_the_configured_number_of_days(string? text, int days) =>
        Working((Variable.EvidenceDays, text)).EvidenceLifetime.Should().Be(TimeSpan.FromDays(days));

    [Theory]
    [InlineData("0")]
    [InlineData("3651")]
    [InlineData("-1")]
    [InlineData("ninety")]
    public void Evidence_lifetimes_out_of_range_are_problems(string text) =>
        Problems((Variable.EvidenceDays, text)).Should().ContainSingle().Which.Message.Should()
        .Be($"is '{text}'; write a number of days, 1 to 3650");

    [Fact]
    public void The_text_of_a_configuration_contains_no_values()
    {
        var read = Working((Variable.Database, "postgres://app:password@db/tfpilot"));

        $"{read} {new AppMode.Working(read)}".Should().NotContainAny("password", "postgres", "secret");
    }

    [Fact]
    public async Task An_invalid_configuration_is_reported_and_ends_the_program()
    {
        var errors = new StringWriter();

        var exitCode = await AppHost.RunAsync([], name => name == Variable.AppId ? "x" : null, TextWriter.Null, errors);

        exitCode.Should().Be(2);
        errors.ToString().Should().ContainAll(Variable.AppCredentials).And.NotContain("   at ");
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_is_reported_and_ends_the_program()
    {
        var errors = new StringWriter();
        var variables = Variables((Variable.Database, "Data Source=/no/such/folder/tfpilot.db"));

        var exitCode = await AppHost.RunAsync(
            ["--urls", "http://127.0.0.1:0"], variables.GetValueOrDefault, TextWriter.Null, errors);

        exitCode.Should().Be(1);
        errors.ToString().Should().StartWith("tfpilot-app cannot start: ").And.NotContain("   at ");
    }

    private static AppConfiguration Working(params (string Name, string? Value)[] changes) => Read(changes)
        .Match(mode => ((AppMode.Working)mode).Configuration,
            problems => throw new InvalidOperationException(string.Join("; ", problems)));

    private static IReadOnlyList<Problem> Problems(params (string Name, string? Value)[] changes) =>
        Read(changes).Match(_ => [], problems => problems);

    private static Validated<AppMode> Read(params (string Name, string? Value)[] changes) =>
        ConfigurationReader.Read(Variables(changes).GetValueOrDefault);

    private static Dictionary<string, string?> Variables(params (string Name, string? Value)[] changes)
    {
        var variables = new Dictionary<string, string?>
        {
            [Variable.AppId] = "501", [Variable.PrivateKey] = Pem,
            [Variable.WebhookSecret] = "secret"
        };
        foreach (var (name, value) in changes) variables[name] = value;
        return variables;
    }
}
