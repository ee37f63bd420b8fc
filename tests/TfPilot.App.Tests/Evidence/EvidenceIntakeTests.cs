using System.Text.Json.Nodes;
using TfPilot.App.Evidence;
using TfPilot.Core.Plans;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Evidence;

public sealed class EvidenceIntakeTests : IAsyncLifetime
{
    private AnIntake app = null!;

    public async Task InitializeAsync() => app = await AnIntake.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Facts_of_a_trusted_workflow_are_kept_and_understood()
    {
        var facts = AnIntake.Facts("orders", "web");

        var reply = await app.SendAsync(facts: facts);

        reply.Status.Should().Be(202, reply.Body.ToJsonString());
        JsonNode.DeepEquals(reply.Body, new JsonObject
        {
            ["pull"] = 7,
            ["head"] = app.Pull.Head.Text,
            ["projects"] = new JsonArray("orders (prod)", "web (prod)"),
            ["trusted"] = true,
            ["reasons"] = new JsonArray(),
            ["fingerprints"] = new JsonArray(Fingerprint, Fingerprint),
        }).Should().BeTrue(reply.Body.ToJsonString());
        var row = (await app.RowsAsync()).Should().ContainSingle().Subject;
        row.Should().BeEquivalentTo(new { Key = AnIntake.Seven, Run = 15390L, Attempt = 2, Trusted = true, Distrust = (string?)null });
        FactsPacking.Unpack(row.Facts).Should().Equal(facts);
        (await ClaimAsync()).Should().Be(AnIntake.Seven);
    }

    private static string Fingerprint => PlanFingerprint.Of(AnIntake.APlan, "prod", []);

    private async Task<PullKey?> ClaimAsync() => (await app.Queue.ClaimAsync(app.Issuer.Clock.GetUtcNow(), TimeSpan.FromMinutes(1), default))?.Key;
}
