using TfPilot.Core.Approvals;

namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    private static readonly SettingsName Gus = SettingsName.Of("gus");
    private static readonly SettingsName Platform = SettingsName.Of(new TeamName(null, "platform"));

    [DatabaseFact]
    public async Task A_name_stays_with_whom_it_meant_when_the_settings_were_first_used()
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
    public async Task A_team_and_a_login_of_one_name_are_two_names_whatever_the_case()
    {
        var names = new NameStore(database);

        var bound = await names.BindAsync(1, 2, "a",
            new Dictionary<SettingsName, long> { [SettingsName.Of("Platform")] = 10, [Platform] = 20 }, default);

        (bound[SettingsName.Of("platform")], bound[Platform]).Should().Be((10, 20));
    }

    [DatabaseFact]
    public async Task Who_binds_at_once_binds_the_same()
    {
        var names = new NameStore(database);

        var all = await Task.WhenAll(Enumerable.Range(1, 8)
            .Select(id => names.BindAsync(1, 2, "a", new Dictionary<SettingsName, long> { [Gus] = id }, default)));

        all.Select(bound => bound[Gus]).Distinct().Should().ContainSingle();
    }
}
