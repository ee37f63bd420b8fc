using TfPilot.Core.Approvals;

namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    private static readonly SettingsName Gus = SettingsName.Of("gus");
    private static readonly SettingsName Platform = SettingsName.Of(new TeamName(null, "platform"));

    [DatabaseFact]
    public async Task A_name_is_bound_to_its_account_at_first_use_until_the_settings_change()
    {
        var names = new NameStore(database);
        await names.BindAsync(1, 2, "a", new Dictionary<SettingsName, long> { [Gus] = 10 }, default);

        var later = await names.BindAsync(
            1, 2, "a", new Dictionary<SettingsName, long> { [Gus] = 11, [Platform] = 20 }, default);
        var edited = await names.BindAsync(1, 2, "b", new Dictionary<SettingsName, long> { [Gus] = 11 }, default);
        var elsewhere = await names.BindAsync(1, 3, "a", new Dictionary<SettingsName, long> { [Gus] = 12 }, default);

        (later[Gus], later[Platform], edited[Gus], elsewhere[Gus]).Should().Be((10, 20, 11, 12));
    }

    [DatabaseFact]
    public async Task A_team_and_a_login_of_the_same_name_are_separate_and_case_insensitive()
    {
        var names = new NameStore(database);

        var bound = await names.BindAsync(1, 2, "a",
            new Dictionary<SettingsName, long> { [SettingsName.Of("Platform")] = 10, [Platform] = 20 }, default);

        (bound[SettingsName.Of("platform")], bound[Platform]).Should().Be((10, 20));
    }

    [DatabaseFact]
    public async Task Concurrent_bindings_yield_the_same_account()
    {
        var names = new NameStore(database);

        var all = await Task.WhenAll(Enumerable.Range(1, 8)
            .Select(id => names.BindAsync(1, 2, "a", new Dictionary<SettingsName, long> { [Gus] = id }, default)));

        all.Select(bound => bound[Gus]).Distinct().Should().ContainSingle();
    }
}
