using System.Globalization;
using TfPilot.App.Jobs;
using TfPilot.App.Webhooks;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Hosting;

/// <summary>Reads the environment and reports all problems at once. No problem contains a secret.</summary>
internal sealed class ConfigurationReader(Func<string, string?> environment, bool isFunctions)
{
    private const string DefaultDatabase = "Data Source=tfpilot.db";

    private readonly List<Problem> problems = [];

    public static Validated<AppMode> Read(Func<string, string?> environment, bool isFunctions = false) =>
        new ConfigurationReader(environment, isFunctions).Read();

    private Validated<AppMode> Read()
    {
        var (logsJson, lifetime) = (LogsJson(), EvidenceLifetime());
        var endpoints = ValueOrReport(GitHubEndpoints.Read(environment));
        var publicUrl = PublicUrl();
        var oidc = new OidcSettings(
            Issuer(), Text(Variable.OidcAudience) ?? publicUrl?.AbsoluteUri.TrimEnd('/') ?? "tfpilot");
        var trusted = ValueOrReport(
            TrustedWorkflow.ReadAll(Text(Variable.TrustedWorkflows) ?? "", Variable.TrustedWorkflows));
        var connection = Text(Variable.Database) ?? DefaultDatabase;
        var database = ValueOrReport(Database.Open(connection));
        var trust = new TrustSettings(trusted ?? []) { AllowSelfHosted = AllowsSelfHosted() };
        if (!Variable.AppCredentials.Any(name => Text(name) is not null))
            return problems.Count == 0 ? new AppMode.SetUp(endpoints!, publicUrl, isFunctions) { LogsJson = logsJson }
                : new Validated<AppMode>.Invalid(problems);

        var identity = Identity();
        var secrets = WebhookSecrets();
        if (isFunctions && database is { IsFile: true })
            Report(Variable.Database,
                "must be PostgreSQL under Azure Functions: a file there is on a network share or " +
                    "temporary");
        if (problems.Count > 0) return new Validated<AppMode>.Invalid(problems);
        return new AppMode.Working(
            new(identity!, new(secrets), endpoints!, oidc, trust, connection, publicUrl,
                isFunctions)
            { EvidenceLifetime = lifetime })
        {
            LogsJson = logsJson,
        };
    }

    private TimeSpan EvidenceLifetime()
    {
        if (Text(Variable.EvidenceDays) is not { } text) return Retention.DefaultEvidenceLifetime;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days is >= 1 and <= 3650) return TimeSpan.FromDays(days);
        Report(Variable.EvidenceDays, $"is '{VisibleText.Of(text)}'; write a number of days, 1 to 3650");
        return Retention.DefaultEvidenceLifetime;
    }

    private bool LogsJson()
    {
        var format = Text(Variable.LogFormat);
        if (format is not (null or "text" or "json"))
            Report(Variable.LogFormat, $"is '{VisibleText.Of(format)}'; write text or json");
        return format == "json";
    }

    private bool AllowsSelfHosted()
    {
        var runners = Text(Variable.TrustedRunners);
        if (runners is not (null or "github-hosted" or "all"))
            Report(Variable.TrustedRunners,
                $"is '{VisibleText.Of(runners)}'; write github-hosted, or all to trust self-hosted " +
                    "runners as well");
        return runners == "all";
    }

    private AppIdentity? Identity()
    {
        var isId = long.TryParse(Text(Variable.AppId), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && id > 0;
        if (!isId) Report(
            Variable.AppId, "must be the App ID from the GitHub App's settings page");
        if (Pem() is not { } pem) return null;
        return ValueOrReport(AppIdentity.Read(id, pem)
            .Match<Validated<AppIdentity>>(
                app => app, problems => new Problem(Variable.PrivateKey, problems[0].Message)));
    }

    private string? Pem()
    {
        var text = Text(Variable.PrivateKey) ?? "";
        if (text.Contains("-----BEGIN", StringComparison.Ordinal))
            return text.Replace("\\n", "\n", StringComparison.Ordinal);
        try
        {
            return File.ReadAllText(text);
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Report(Variable.PrivateKey,
                "must be the App's private key in PEM (-----BEGIN …), or a path to a readable PEM file");
            return null;
        }
    }

    private string[] WebhookSecrets()
    {
        if (Text(Variable.WebhookSecret) is null)
            Report(Variable.WebhookSecret, "must be the secret of the App's webhook");
        return [.. new[] { Text(Variable.WebhookSecret), Text(Variable.NextWebhookSecret) }.OfType<string>()];
    }

    private Uri? PublicUrl()
    {
        if (Text(Variable.PublicUrl) is not { } text) return null;
        if (Address(text) is { UserInfo: "", Query: "", Fragment: "" } address) return address;
        Report(Variable.PublicUrl,
            $"'{VisibleText.OfAddress(text)}' is not a valid URL; write https://host or https://host/path, " +
                "without user name and password");
        return null;
    }

    private Uri Issuer()
    {
        if (Text(Variable.OidcIssuer) is not { } text) return OidcSettings.GitHubActions;
        if (Address(text) is { UserInfo: "" } issuer && (issuer.Scheme == Uri.UriSchemeHttps || issuer.IsLoopback))
            return issuer;
        Report(Variable.OidcIssuer,
            $"'{VisibleText.OfAddress(text)}' is not a secure URL; write https://… (http only " +
                "for localhost), without user name and password");
        return OidcSettings.GitHubActions;
    }

    private static Uri? Address(string text) =>
        Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;

    private string? Text(string name) => environment(name)?.Trim() is { Length: > 0 } text ? text : null;

    private T? ValueOrReport<T>(Validated<T> read) where T : class => read.Match(value => (T?)value, found =>
    {
        problems.AddRange(found);
        return null;
    });

    private void Report(string name, string message) => problems.Add(new(name, message));
}
