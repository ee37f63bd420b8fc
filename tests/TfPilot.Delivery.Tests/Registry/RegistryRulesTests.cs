using System.Text.Json.Nodes;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Registry;

namespace TfPilot.Delivery.Tests.Registry;

public sealed class RegistryRulesTests
{
    private static readonly DateTimeOffset Before = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Before.AddDays(1);
    private static readonly RegistryRun Old = new(5, 33);
    private static readonly RegistryRun Run = new(6, 34);
    private static readonly StateResource Web = new("a.web", "a", "p") { Id = "1", Name = "web" };
    private static readonly RegistryEntry Known = new("dev", "web", Web, Before) { Created = Old, LastChanged = Old };

    [Fact]
    public void An_unchanged_resource_stays_as_it_is() => Update([Known], [Web]).Put.Should().BeEmpty();

    [Theory]
    [InlineData("update", null, true)] // the attribute that changed is not in the registry
    [InlineData(null, "renamed", true)]
    [InlineData("read", null, false)]
    public void A_change_names_the_run_that_made_it(string? action, string? name, bool isChanged)
    {
        var update = Update([Known], [Web with { Name = name ?? Web.Name }], action);

        update.Put.Should().HaveCount(isChanged ? 1 : 0);
        if (isChanged)
            update.Put[0].Should().BeEquivalentTo(new { Created = Old, LastChanged = Run, Changed = Now });
    }

    [Fact]
    public void A_replaced_resource_is_created_by_the_run() =>
        Update([Known], [Web with { Id = "2" }], "create").Put.Should().ContainSingle().Which.Created.Should().Be(Run);

    [Fact]
    public void A_block_that_moved_in_the_sources_does_not_change_the_resource()
    {
        var moved = Web with { File = "web.tf", Line = 7 };

        var update = Update([Known], [moved]);

        update.Put.Should().Equal(Known with { Resource = moved });
        Update([.. update.Put], [moved]).Put.Should().BeEmpty();
    }

    [Fact]
    public void A_moved_resource_keeps_its_history_and_leaves_no_tombstone()
    {
        var update = Update([Known], [Web with { Address = "a.moved" }]);

        update.Put.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Created = Old, LastChanged = Run, IsDestroyed = false });
        update.Removed.Should().Equal(Known);
    }

    [Fact]
    public void A_deposed_object_is_removed_without_a_tombstone()
    {
        var deposed = Known with { Resource = Web with { Deposed = "66e7e713", Id = "0" } };

        var update = Update([Known, deposed], [Web]);

        update.Put.Should().BeEmpty();
        update.Removed.Should().Equal(deposed);
    }

    [Fact]
    public void A_resource_that_is_created_again_is_no_longer_destroyed()
    {
        var destroyed = Known with { Destroyed = Before };

        Update([destroyed], [Web], "create").Put.Should().ContainSingle().Which.Should()
            .BeEquivalentTo(new { IsDestroyed = false, Created = Run });
        Update([destroyed], []).Put.Should().BeEmpty("it is destroyed already");
    }

    [Fact]
    public void Entries_are_read_as_they_were_written()
    {
        var arn = Known with { Resource = Web with { Arn = "arn:aws:s3:::logs" }, Destroyed = Now };
        var json = JsonNode.Parse(RegistryDocument.Write([Known, arn]).ToJsonString())!;

        ((string)json["resources"]![1]!["console"]!).Should()
            .Be("https://console.aws.amazon.com/go/view?arn=arn%3Aaws%3As3%3A%3A%3Alogs");
        RegistryDocument.Read("file", json).Match(entries => entries, _ => []).Should().BeEquivalentTo([Known, arn]);
    }

    [Theory]
    [InlineData("google_storage_bucket", "logs", null, "https://console.cloud.google.com/storage/browser/logs")]
    [InlineData("google_compute_instance", "projects/p/zones/z/instances/i", null,
        "https://console.cloud.google.com/compute/instancesDetail/zones/z/instances/i?project=p")]
    [InlineData("google_sql_database_instance", "x", "https://sqladmin.googleapis.com/sql/v1/projects/p/instances/x",
        "https://console.cloud.google.com/home/dashboard?project=p")]
    [InlineData("azurerm_lb", "/subscriptions/s/resourceGroups/g", null,
        "https://portal.azure.com/#@/resource/subscriptions/s/resourceGroups/g")]
    [InlineData("azurerm_lb", "javascript:x", null, null)]
    [InlineData("terraform_data", "1", null, null)]
    public void A_resource_has_a_link_to_its_console(string type, string id, string? selfLink, string? link) =>
        ConsoleLink.Of(new("a.b", type, "p") { Id = id, Name = id, SelfLink = selfLink }).Should().Be(link);

    private static RegistryUpdate Update(
        RegistryEntry[] known, StateResource[] resources, string? action = null) => RegistryRules.Update(
        known, new("dev", "web", ApplyStatus.Applied)
        {
            Resources = resources,
            Changes = action is null ? [] : [new(Web.Address, action, ChangeResult.Complete)],
        }, Run, Now);
}
