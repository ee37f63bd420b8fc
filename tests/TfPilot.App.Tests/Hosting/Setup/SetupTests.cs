using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using TfPilot.App.Hosting;
using TfPilot.App.Tests.Host;
using TfPilot.GitHub.Tests;

namespace TfPilot.App.Tests.Hosting.Setup;

public sealed partial class SetupTests
{
    private const string Conversion = "a180b1a3d263c81bc6441d7b990bae27d4c10679";

    [Fact]
    public async Task The_setup_code_allows_creating_an_App()
    {
        await using var app = await RunningApp.StartSetupAsync((Variable.PublicUrl, "https://tfpilot.acme.test"));

        var begin = await ReadAsync(await app.Http.GetAsync("/setup"));
        var ask = await ReadAsync(await BeginAsync(app, app.Part<SetupCode>().Text, "acme"));
        var created = await ReadAsync(await app.Http.GetAsync($"/setup/created?code={Conversion}&state={State(ask)}"));

        begin.Should().Contain("action=\"/setup\"");
        ask.Should().Contain("action=\"https://github.test/organizations/acme/settings/apps/new?state=");
        created.Should()
            .ContainAll("TFPILOT_APP_ID=502", "TFPILOT_WEBHOOK_SECRET=made-by-github",
                "TFPILOT_PUBLIC_URL=https://tfpilot.acme.test", "-----BEGIN RSA PRIVATE KEY-----",
                "https://github.test/apps/tfpilot-of-acme/installations/new");
        created.Should().Contain("tfpilot of &lt;acme&gt;").And.NotContain("<acme>");
    }

    [Fact]
    public async Task The_variables_to_set_next_are_ready_to_copy()
    {
        await using var app = await RunningApp.StartSetupAsync((Variable.PublicUrl, "https://tfpilot.acme.test"));

        var ask = await ReadAsync(await BeginAsync(app, app.Part<SetupCode>().Text, "acme"));
        var created = await ReadAsync(await app.Http.GetAsync($"/setup/created?code={Conversion}&state={State(ask)}"));

        created.Should().ContainAll($"\nTFPILOT_TRUSTED_WORKFLOWS={SetupPage.TrustedWorkflow}\n",
            "tfpilot init --app https://tfpilot.acme.test", "https://tfpilot.acme.test/readyz");
        created.Should().NotContain("GitHub cannot reach");
    }

    /// <summary>An identity token names the file that defines the job that requests it.</summary>
    [Fact]
    public void The_suggested_trusted_workflow_is_the_one_that_publishes()
    {
        var publishing = RepositoryFiles.Of(".github/workflows/tfpilot-", ".yml")
            .Where(path => Workflow.Read(path).Jobs.Any(
                job => job.Permissions.ContainsKey("id-token") && job.Steps.Count > 0 && job.Name == "publish"));

        publishing.Should().ContainSingle().Which.Should()
            .Be(SetupPage.TrustedWorkflow.Split('@')[0]["tfpilot/tfpilot-actions/".Length..]);
        SetupPage.TrustedWorkflow.Should().EndWith("@refs/tags/v1", "tfpilot init writes @v1");
    }

    [Fact]
    public async Task Without_a_public_address_two_alternatives_are_shown()
    {
        await using var app = await RunningApp.StartSetupAsync();
        var address = app.Http.BaseAddress!.AbsoluteUri.TrimEnd('/');

        var begin = WebUtility.HtmlDecode(await app.Http.GetStringAsync("/setup"));

        begin.Should().ContainAll($"GitHub cannot reach <code>{address}</code>", "TFPILOT_PUBLIC_URL=https://…",
            $"npx smee-client --url https://smee.io/CHANNEL --target {address}/api/github/webhooks");
    }

    [Fact]
    public async Task The_manifest_requests_only_what_is_needed()
    {
        await using var app = await RunningApp.StartSetupAsync((Variable.PublicUrl, "https://acme.test/tfpilot/"));

        var manifest = Manifest(await ReadAsync(await BeginAsync(app, app.Part<SetupCode>().Text, "")));

        ((string)manifest["hook_attributes"]!["url"]!).Should().Be("https://acme.test/tfpilot/api/github/webhooks");
        ((string)manifest["redirect_url"]!).Should().Be("https://acme.test/tfpilot/setup/created");
        ((bool)manifest["public"]!).Should().BeFalse();
        manifest["default_permissions"]!.AsObject().Select(permission => $"{permission.Key}: {permission.Value}")
            .Should().BeEquivalentTo(
            "checks: write", "pull_requests: write", "contents: write", "issues: write", "actions: write",
            "members: read", "metadata: read", "merge_queues: read", "deployments: write");
        manifest["default_events"]!.AsArray().Select(name => (string)name!).Should().BeEquivalentTo(
            "pull_request", "pull_request_review", "check_run", "check_suite", "merge_group", "workflow_run",
            "issue_comment", "push", "member", "membership", "team", "organization", "repository",
            "deployment_protection_rule");
    }

    [Fact]
    public async Task Wrong_codes_are_rate_limited_and_never_block_the_right_code()
    {
        await using var app = await RunningApp.StartSetupAsync();
        var code = app.Part<SetupCode>().Text;

        for (var i = 0; i < SetupCode.MaxFailuresPerMinute; i++)
            (await BeginAsync(app, i == 0 ? "" : code[..^1], "")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        var more = await BeginAsync(app, code[..^1], "");
        var right = await BeginAsync(app, code, "");

        more.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        more.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromMinutes(1));
        right.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public void The_rate_limit_of_wrong_codes_resets_after_a_minute()
    {
        var clock = new FakeTimeProvider();
        var code = new SetupCode(clock);
        for (var i = 0; i < SetupCode.MaxFailuresPerMinute; i++) code.Try("wrong");

        var before = code.Try("wrong");
        clock.Advance(TimeSpan.FromMinutes(1));

        before.Should().Be(SetupCodeResult.TooManyWrong);
        code.Try("wrong").Should().Be(SetupCodeResult.Wrong);
        code.Try(code.Text).Should().Be(SetupCodeResult.Correct);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:8080")]
    public async Task The_manifest_never_uses_the_Host_header(string host)
    {
        await using var app = await RunningApp.StartSetupAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/setup")
        {
            Content = new FormUrlEncodedContent([new("code", app.Part<SetupCode>().Text)]),
            Headers = { Host = host },
        };
        request.Headers.Add("X-Forwarded-Host", host);

        using var answer = await app.Http.SendAsync(request);
        var page = await ReadAsync(answer);

        ((string)Manifest(page)["hook_attributes"]!["url"]!).Should().Be($"{app.Http.BaseAddress}api/github/webhooks");
        page.Should().NotContain("evil");
    }

    [Theory]
    [InlineData("code", 5 << 20)]
    [InlineData("organization", 17 << 10)]
    [InlineData("", 5 << 20)]
    public async Task A_form_above_the_size_limit_gets_413(string name, int length)
    {
        await using var app = await RunningApp.StartSetupAsync();
        var field = new string('a', length);

        using var answer = await app.Http.PostAsync(
            "/setup", new FormUrlEncodedContent([new(name.Length > 0 ? name : field, field)]));
        using var parts = await app.Http.PostAsync(
            "/setup", new MultipartFormDataContent { { new StringContent(field), "code" } });

        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        parts.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Every_permission_is_explained_before_the_App_is_created()
    {
        await using var app = await RunningApp.StartSetupAsync();

        var begin = WebUtility.HtmlDecode(await app.Http.GetStringAsync("/setup"));

        foreach (var asked in AppManifest.Permissions)
            begin.Should().Contain(
                $"<td><code>{asked.Name}</code></td><td>{asked.Access}</td><td>{asked.Purpose}</td>");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=a")]
    [InlineData("?code=a&state=")]
    [InlineData("?code=a&state=0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_callback_with_a_missing_or_unknown_state_is_rejected(string query)
    {
        await using var app = await RunningApp.StartSetupAsync();
        await BeginAsync(app, app.Part<SetupCode>().Text, "");

        using var answer = await app.Http.GetAsync($"/setup/created{query}");

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        app.GitHub.Exchanges.Should().BeEmpty();
    }

    [Fact]
    public async Task The_secrets_are_shown_once_and_then_the_setup_ends()
    {
        await using var app = await RunningApp.StartSetupAsync();
        var code = app.Part<SetupCode>().Text;
        var address =
            $"/setup/created?code={Conversion}&state={State(await ReadAsync(await BeginAsync(app, code, "")))}";
        await app.Http.GetAsync(address);

        var (again, anew) = (await app.Http.GetAsync(address), await BeginAsync(app, code, ""));

        again.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        anew.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_failed_conversion_returns_502_and_can_be_retried()
    {
        await using var app = await RunningApp.StartSetupAsync();
        var code = app.Part<SetupCode>().Text;

        var refused = await app.Http.GetAsync(
            $"/setup/created?code=gone&state={State(await ReadAsync(await BeginAsync(app, code, "")))}");
        var anew = await BeginAsync(app, code, "");

        refused.StatusCode.Should().Be(HttpStatusCode.BadGateway);
        anew.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/setup")]
    [InlineData("/setup/created")]
    public async Task Setup_pages_have_a_strict_content_security_policy_and_are_not_cached(string path)
    {
        await using var app = await RunningApp.StartSetupAsync();

        using var answer = await app.Http.GetAsync(path);
        var page = await ReadAsync(answer);

        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should()
            .StartWith("default-src 'none'; style-src 'sha256-").And.Contain(
                "form-action 'self' https://github.test;").And.Contain("frame-ancestors 'none'");
        var style = Style().Match(page).Groups["style"].Value;
        policy.Should()
            .Contain(
                Convert.ToBase64String(
                    System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style))));
        page.Should().NotContainAny("<script", "src=", "@import", "url(");
    }

    [Fact]
    public async Task Without_an_App_only_health_and_setup_endpoints_exist()
    {
        await using var setup = await RunningApp.StartSetupAsync();
        await using var working = await RunningApp.StartAsync();

        (await setup.Http.SendAsync(WebhookRequest.Delivery("push", "{}"))).StatusCode.Should()
            .Be(HttpStatusCode.ServiceUnavailable);
        (await setup.Http.GetAsync("/healthz")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await setup.Http.GetAsync("/readyz")).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await setup.Http.PostAsync("/api/evidence", null)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await working.Http.GetAsync("/setup")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await BeginAsync(working, "x", "")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private static Task<HttpResponseMessage> BeginAsync(RunningApp app, string code, string organization) =>
        app.Http.PostAsync("/setup", new FormUrlEncodedContent([new("code", code), new("organization", organization)]));

    private static Task<string> ReadAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    private static string State(string page) => Given().Match(page).Groups["state"].Value;

    private static JsonNode Manifest(string page) =>
        JsonNode.Parse(WebUtility.HtmlDecode(Written().Match(page).Groups["manifest"].Value))!;

    [GeneratedRegex(@"\?state=(?<state>[0-9a-f]{64})""")]
    private static partial Regex Given();

    [GeneratedRegex(@"name=""manifest"" value=""(?<manifest>[^""]+)""")]
    private static partial Regex Written();

    [GeneratedRegex("<style>(?<style>.*)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
