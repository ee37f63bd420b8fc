using TfPilot.App.Jobs;

namespace TfPilot.App.Hosting;

/// <summary>An environment variable that the App reads. Those of the App itself are needed all or none.</summary>
internal sealed record Variable(string Name, string Otherwise, string Summary)
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

    public static readonly IReadOnlyList<string> OfTheApp = [AppId, PrivateKey, WebhookSecret];

    public static readonly IReadOnlyList<Variable> All =
    [
        new(AppId, "set-up mode", "The number of the GitHub App."),
        new(PrivateKey, "set-up mode",
            "Its private key: the text of the .pem file that GitHub gave, or a path to that file."),
        new(WebhookSecret, "set-up mode",
            "The secret of its webhook, whatever characters it has; white space around it does not belong to it."),
        new(NextWebhookSecret, "none", "A second secret that counts as well, while one replaces the other."),
        new(Database, "Data Source=tfpilot.db",
            "Where it remembers: a SQLite file (Data Source=…), or PostgreSQL (postgres://… or Npgsql's form)."),
        new(PublicUrl, "none", "Where people and GitHub reach it, for links and as the audience of evidence."),
        new("GITHUB_API_URL", "https://api.github.com",
            "GitHub's REST API; of an Enterprise Server https://HOST/api/v3."),
        new("GITHUB_GRAPHQL_URL", "https://api.github.com/graphql",
            "GitHub's GraphQL API; of an Enterprise Server https://HOST/api/graphql."),
        new("GITHUB_SERVER_URL", "https://github.com", "GitHub's pages."),
        new(OidcIssuer, "https://token.actions.githubusercontent.com",
            "Who signs the tokens of jobs; of an Enterprise Server https://HOST/_services/token."),
        new(OidcAudience, "TFPILOT_PUBLIC_URL, or tfpilot", "For whom a job must ask its token, letter by letter."),
        new(TrustedWorkflows, "none",
            "Whose evidence counts: owner/name/.github/workflows/file.yml@REF, REF a whole ref or a commit; several " +
                "separated by commas or spaces. Without it no evidence counts, and the check says so."),
        new(TrustedRunners, "github-hosted",
            "On which runners those workflows count: github-hosted, or all. A runner of your own that jobs of pull " +
                "requests share can be prepared by one of them."),
        new(EvidenceDays, "90", "How many days evidence is kept after its pull request was closed: 1 to 3650."),
        new(LogFormat, "text",
            "How the log is written to standard output: text, a line for each thing done, or json, an object a line."),
    ];
}
