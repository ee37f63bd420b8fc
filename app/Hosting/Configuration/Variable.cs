using TfPilot.App.Jobs;

namespace TfPilot.App.Hosting;

/// <summary>
/// An environment variable that the App reads. The three that identify the GitHub App must be set together.
/// </summary>
internal sealed record Variable(string Name, string Default, string Summary)
{
    public const string AppId = "TFPILOT_APP_ID";
    public const string PrivateKey = "TFPILOT_PRIVATE_KEY";
    public const string WebhookSecret = "TFPILOT_WEBHOOK_SECRET";
    public const string NextWebhookSecret = "TFPILOT_WEBHOOK_SECRET_NEXT";
    public const string Database = "TFPILOT_DATABASE";
    public const string PublicUrl = "TFPILOT_PUBLIC_URL";
    public const string OidcIssuer = "TFPILOT_OIDC_ISSUER";
    public const string OidcAudience = "TFPILOT_OIDC_AUDIENCE";
    public const string TrustedWorkflows = "TFPILOT_TRUSTED_WORKFLOWS";
    public const string TrustedRunners = "TFPILOT_TRUSTED_RUNNERS";
    public const string LogFormat = "TFPILOT_LOG";
    public const string EvidenceDays = "TFPILOT_EVIDENCE_DAYS";

    public static readonly IReadOnlyList<string> AppCredentials = [AppId, PrivateKey, WebhookSecret];

    public static readonly IReadOnlyList<Variable> All =
    [
        new(AppId, "setup mode", "The ID of the GitHub App."),
        new(PrivateKey, "setup mode",
            "The App's private key: the contents of the .pem file from GitHub, or a path to that file."),
        new(WebhookSecret, "setup mode",
            "The webhook secret. Leading and trailing white space is removed."),
        new(NextWebhookSecret, "none", "The second webhook secret that is accepted during a rotation."),
        new(Database, "Data Source=tfpilot.db",
            "The database: a SQLite file (Data Source=…), or PostgreSQL (postgres://… or Npgsql's form)."),
        new(PublicUrl, "none", "The public URL of the App, for links and as the OIDC audience."),
        new("GITHUB_API_URL", "https://api.github.com",
            "GitHub's REST API; for an Enterprise Server https://HOST/api/v3."),
        new("GITHUB_GRAPHQL_URL", "https://api.github.com/graphql",
            "GitHub's GraphQL API; for an Enterprise Server https://HOST/api/graphql."),
        new("GITHUB_SERVER_URL", "https://github.com", "GitHub's website."),
        new(OidcIssuer, "https://token.actions.githubusercontent.com",
            "The OIDC issuer of job tokens; for an Enterprise Server https://HOST/_services/token."),
        new(OidcAudience, "TFPILOT_PUBLIC_URL, or tfpilot",
            "The OIDC audience that job tokens must have, compared exactly."),
        new(TrustedWorkflows, "none",
            "The workflows whose evidence is trusted: owner/name/.github/workflows/file.yml@REF, where REF is a full " +
                "ref or a commit; separated by commas or spaces. Without it, no evidence is trusted, and the check " +
                "says so."),
        new(TrustedRunners, "github-hosted",
            "The runners on which those workflows are trusted: github-hosted, or all. A job of a pull request can " +
                "tamper with a self-hosted runner that it shares."),
        new(EvidenceDays, "90", "Days to keep evidence after its pull request is closed: 1 to 3650."),
        new(LogFormat, "text",
            "The log format on standard output: text, one line per event, or json, one object per line."),
    ];
}
