using TfPilot.Core.Approvals;

namespace TfPilot.Storage;

/// <summary>The account ids that the names in settings had at the first use of those settings.</summary>
public sealed class NameStore(Database database)
{
    /// <summary>
    /// Stores the current id of each name that has none yet; returns all stored ids of these settings.
    /// </summary>
    /// <param name="settings">A hash of the text of the settings.</param>
    public async Task<IReadOnlyDictionary<SettingsName, long>> BindAsync(
        long installation, long repository, string settings, IReadOnlyDictionary<SettingsName, long> observed,
        CancellationToken ct)
    {
        var bound = await ReadAsync(installation, repository, settings, ct);
        if (observed.Keys.All(bound.ContainsKey)) return bound;
        await database.WriteAsync(async session =>
        {
            var added = 0;
            foreach (var (name, id) in observed)
            {
                added += await session.ExecuteAsync($"""
                    INSERT INTO settings_name (installation, repository, settings, team, name, id)
                    VALUES ({installation}, {repository}, {settings}, {name.IsTeam}, {name.Name}, {id})
                    ON CONFLICT (installation, repository, settings, team, name) DO NOTHING
                    """, ct);
            }

            return added;
        }, ct);
        return await ReadAsync(installation, repository, settings, ct);
    }

    private async Task<IReadOnlyDictionary<SettingsName, long>> ReadAsync(
        long installation, long repository, string settings, CancellationToken ct) => (await database.ReadAsync($"""
        SELECT team, name, id FROM settings_name
        WHERE installation = {installation} AND repository = {repository} AND settings = {settings} ORDER BY team, name
        """, row => (IsTeam: row.GetBoolean(0), Name: row.GetString(1), Id: row.GetInt64(2)), ct))
        .ToDictionary(
            row => row.IsTeam ? SettingsName.Of(TeamName.Parse(row.Name)) : SettingsName.Of(row.Name), row => row.Id);
}
