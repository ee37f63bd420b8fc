namespace TfPilot.Storage;

/// <summary>When a commit must be on disk.</summary>
internal enum Durability
{
    /// <summary>Before the write returns, so that it survives a power failure.</summary>
    Flushed,

    /// <summary>
    /// At the latest with the next flushed commit. The commit survives a crash of the program. A power failure may undo
    /// the most recent deferred commits, but never a commit before one that remains. Use it only for work that is
    /// repeated when its commit is undone. PostgreSQL flushes every commit regardless: the program may continue after a
    /// failure of the database server, and would act on data that the server has lost.
    /// </summary>
    Deferred,
}
