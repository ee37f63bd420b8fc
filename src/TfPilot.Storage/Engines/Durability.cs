namespace TfPilot.Storage;

/// <summary>When a commit must have reached the disk.</summary>
internal enum Durability
{
    /// <summary>Before the write returns, so that it survives a power failure.</summary>
    Flushed,

    /// <summary>
    /// At the latest with the next flushed commit. It survives the end of the program at once. A power failure may undo
    /// the last of these commits, but none before a commit that it leaves. Only for work that starts again when it is
    /// undone, and not for PostgreSQL, which flushes every commit: a program outlives its server, and would act on what
    /// the server has lost.
    /// </summary>
    Deferred,
}
