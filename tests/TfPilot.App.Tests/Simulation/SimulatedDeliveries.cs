using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Simulation;

/// <summary>A webhook delivery on its way.</summary>
internal sealed record PendingDelivery(long Id, string Event, byte[] Payload)
{
    public Guid Guid => new($"00000000-0000-0000-0000-{Id:d12}");
}

/// <summary>
/// GitHub's webhook deliveries: some get lost, arrive twice, late or in another order. GitHub lists the lost ones as
/// failed, and repeats them on request.
/// </summary>
internal sealed class SimulatedDeliveries(FakeGitHub github, FakeTimeProvider clock, Random random, Trace trace)
{
    private readonly List<PendingDelivery> pending = [];
    private readonly Dictionary<long, PendingDelivery> sent = [];
    private long last;

    /// <summary>The share of deliveries that get lost; as many arrive twice.</summary>
    public double FaultRate { get; set; }

    public bool IsEmpty => pending.Count == 0;

    public void Send(string name, JsonObject payload)
    {
        payload["installation"] = new JsonObject { ["id"] = FakeApp.Installation };
        payload["repository"] = new JsonObject
        {
            ["id"] = FakeApp.Repository, ["full_name"] = "acme/infra", ["default_branch"] = "main",
        };
        var delivery = new PendingDelivery(++last, name, Encoding.UTF8.GetBytes(payload.ToJsonString()));
        sent[delivery.Id] = delivery;
        Enqueue(delivery);
    }

    public void SendPull(SimulatedPull pull, string action) => Send("pull_request", new()
    {
        ["action"] = action, ["pull_request"] = new JsonObject { ["number"] = pull.Number },
    });

    public void SendComment(SimulatedPull pull, FakeComment comment, string action) => Send("issue_comment", new()
    {
        ["action"] = action,
        ["issue"] = new JsonObject { ["number"] = pull.Number, ["pull_request"] = new JsonObject() },
        ["comment"] = new JsonObject
        {
            ["id"] = comment.Id, ["body"] = comment.Body, ["user"] = new JsonObject { ["type"] = "User" },
        },
    });

    /// <summary>GitHub repeats the delivery with the same GUID.</summary>
    public void Repeat(long id) => Enqueue(sent[id]);

    /// <summary>Takes any of the deliveries, usually the oldest.</summary>
    public PendingDelivery Take()
    {
        var at = random.Next(3) == 0 ? random.Next(pending.Count) : 0;
        var taken = pending[at];
        pending.RemoveAt(at);
        return taken;
    }

    /// <summary>GitHub lists the attempt.</summary>
    public void List(PendingDelivery delivery, bool isAccepted) => github.Deliveries.Insert(
        0, FakeApp.Delivery(delivery.Id, clock.GetUtcNow(), isAccepted ? 202 : 502));

    private void Enqueue(PendingDelivery delivery)
    {
        var fate = random.NextDouble();
        if (fate < FaultRate)
        {
            trace.Add($"    delivery {delivery.Id} {delivery.Event} is lost");
            List(delivery, isAccepted: false);
            return;
        }

        pending.Add(delivery);
        if (fate < 2 * FaultRate) pending.Add(delivery);
    }
}
