using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using TfPilot.App.Webhooks;
using TfPilot.GitHub.Api;

namespace TfPilot.App.Hosting;

/// <summary>The setup pages. They load no resources and run no scripts, and every value in them is encoded.</summary>
internal static class SetupPage
{
    private const string Style = """
        :root { color-scheme: light dark }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem }
        label, input, button { display: block; font: inherit } input, button { padding: .5rem .75rem; margin: .25rem 0 1rem } input { width: 100%; box-sizing: border-box }
        pre { padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 6px }
        table { border-collapse: collapse; margin: 0 0 1.5rem } caption { text-align: left } th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0 }
        .warn { border-left: 4px solid #d29922; padding-left: 1rem } p code, li code { overflow-wrap: anywhere }
        """;

    private static readonly int Major = typeof(SetupPage).Assembly.GetName().Version!.Major;

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    /// <summary>
    /// The content security policy of these pages: forms may be sent only to this host and to GitHub.
    /// </summary>
    public static string Policy(Uri server) =>
        $"default-src 'none'; style-src 'sha256-{StyleHash}'; form-action 'self' " +
        $"{server.GetLeftPart(UriPartial.Authority)}; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The workflow that reports plans, in the version that <c>tfpilot init --app</c> uses.</summary>
    public static readonly string TrustedWorkflow =
        $"tfpilot/tfpilot-actions/.github/workflows/tfpilot-publish.yml@refs/tags/v{Major}";

    /// <param name="action">The URL that receives the form.</param>
    /// <param name="address">The App's public URL, to which GitHub will send deliveries.</param>
    public static string StartPage(string action, string address) => Page("Set up tfpilot", $"""
        <p>No GitHub App is configured yet. This page creates one with the permissions and events that tfpilot needs, and shows the environment variables to set.</p>
        {Warning(address)}{Permissions()}
        <form method="post" action="{Encode(action)}">
        <label for="code">Setup code, printed by the program at start</label>
        <input id="code" name="code" required autocomplete="off" spellcheck="false">
        <label for="organization">Organization that will own the App (empty: your own account)</label>
        <input id="organization" name="organization" autocomplete="off" spellcheck="false">
        <button>Continue</button>
        </form>
        """);

    public static string Ask(SetupStep.PostManifest step) => Page("Create the App on GitHub", $"""
        <p>GitHub will deliver to <code>{Encode(step.Address + WebhookEndpoint.Path)}</code>.</p>
        {Warning(step.Address)}{Permissions()}
        <form method="post" action="{Encode(step.Target.AbsoluteUri)}">
        <input type="hidden" name="manifest" value="{Encode(step.Manifest)}">
        <button>Create the App on GitHub</button>
        </form>
        """);

    public static string Created(CreatedApp app, string address) => Page($"{app.Name} was created", $"""
        <p class="warn">This page is shown only once. Store these values as the program's environment variables, then restart it.</p>
        <pre>{Variable.AppId}={app.Id}
        {Variable.WebhookSecret}={Encode(app.WebhookSecret ?? "(set one in the App's settings on GitHub)")}
        {Variable.PublicUrl}={Encode(address)}
        {Variable.TrustedWorkflows}={TrustedWorkflow}
        {Variable.PrivateKey}=(the key below, or a path to a file with it)</pre>
        <pre>{Encode(app.PrivateKey.Trim())}</pre>
        {Warning(address)}<h2>Next</h2>
        <ol>
        <li>Restart the program with these variables. <code>{Encode(address)}/readyz</code> then answers 200.</li>
        <li><a href="{Encode($"{app.Page.AbsoluteUri}/installations/new")}" rel="noreferrer">Install the App</a> in your repositories.</li>
        <li>In each of them run <code>tfpilot init --app {Encode(address)}</code> and merge the workflow that it writes.</li>
        <li>Require the check <code>tfpilot: BRANCH</code> with this App as its expected source.</li>
        </ol>
        <p><code>{Variable.TrustedWorkflows}</code> names the workflow whose plans count; without it no plan does. <code>v{Major}</code> moves with each release: when you pin the workflow to a commit, put that commit behind the <code>@</code> here too. A fork has its own name there.</p>
        """);

    /// <summary>The table of permissions with the purpose of each.</summary>
    private static string Permissions() => $"""
        <table><caption>Permissions</caption><thead><tr><th>Permission</th><th>Access</th><th>Purpose</th></tr></thead><tbody>
        {string.Join('\n', AppManifest.Permissions.Select(Row))}
        </tbody></table>
        """;

    private static string Row(AppPermission permission) =>
        $"<tr><td><code>{Encode(permission.Name)}</code></td><td>{Encode(permission.Access)}</td>" +
        $"<td>{Encode(permission.Purpose)}</td></tr>";

    public static string Refused(SetupStep.Refused step) => Page("Setup failed", $"<p>{Encode(step.Reason)}</p>");

    private static string Warning(string address) => !new Uri(address).IsLoopback ? "" : $"""
        <div class="warn"><p>GitHub cannot reach <code>{Encode(address)}</code>: it would deliver nothing. There are two ways:</p>
        <ul>
        <li>Give the program a public address: restart it with <code>{Variable.PublicUrl}=https://…</code>, behind a proxy or tunnel that ends TLS.</li>
        <li>For a first look, relay the webhooks: open a channel at <a href="https://smee.io/new" rel="noreferrer">smee.io</a>, enter its address as the webhook URL in the App's settings on GitHub, and run<br><code>npx smee-client --url https://smee.io/CHANNEL --target {Encode(address + WebhookEndpoint.Path)}</code><br>Anyone who knows the channel can read what passes, so use it with a test repository only. Workflows cannot report plans to this address.</li>
        </ul></div>

        """;

    private static string Page(string title, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Encode(title)}</title><style>{Style}</style></head>
        <body>
        <h1>{Encode(title)}</h1>
        {body}
        </body>
        </html>

        """;

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
