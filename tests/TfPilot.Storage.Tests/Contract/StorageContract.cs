namespace TfPilot.Storage.Tests;

/// <summary>Behavior that both database engines must share; every fact starts with an empty database.</summary>
public abstract partial class StorageContract(Lazy<string> connection) : IAsyncLifetime
{
    private readonly Database database = Given.Opened(connection.Value);

    private Inbox Inbox => new(database);

    private PullQueue Queue => new(database);

    private EvidenceStore EvidenceStore => new(database);

    private PullStore Pulls => new(database);

    private AuditStore Audit => new(database);

    private LockStore Locks => new(database);

    private CommandStore Commands => new(database);

    private ConsentStore Consents => new(database);

    private ApplyLockStore ApplyLocks => new(database);

    private RecordStore Records => new(database);

    private ReportStore Reports => new(database);

    private OutcomeStore Outcomes => new(database);

    private InstallationStore Installations => new(database);

    private Retention Retention => new(database);

    public async Task InitializeAsync()
    {
        await EndSessionsAsync(connection.Value);
        await database.MigrateAsync(default);
        foreach (var table in Retention.TenantTables.Concat(["delivery", "scan", "redelivery"])
            .Select(name => new SqlFragment(name)))
        {
            await database.ExecuteAsync($"DELETE FROM {table}", default);
        }
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    protected abstract string NewDatabase();

    /// <summary>Ends what a process that an earlier test killed still does at the server.</summary>
    protected virtual Task EndSessionsAsync(string connection) => Task.CompletedTask;

    private async Task<Lease> ClaimedAsync(DateTimeOffset at) =>
        await Queue.ClaimAsync(at, Given.LeaseDuration, default)
            ?? throw new InvalidOperationException("nothing is due");
}
