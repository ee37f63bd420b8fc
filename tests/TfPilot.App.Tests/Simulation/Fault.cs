namespace TfPilot.App.Tests.Simulation;

/// <summary>What can happen to a request to GitHub.</summary>
internal enum Fault
{
    None,

    /// <summary>The connection fails before the request arrives.</summary>
    NeverArrived,

    /// <summary>GitHub performs the request, and its response is lost.</summary>
    ResponseLost,

    /// <summary>No response until the timeout; GitHub may have performed the request.</summary>
    TimedOut,
    BadGateway,

    /// <summary>An error status after GitHub performed the request.</summary>
    PerformedThenUnavailable,
    Forbidden,
    RateLimited,
    Invalid,

    /// <summary>GitHub performs the request and answers with a page of HTML and status 200.</summary>
    Garbage,
    HalfBody,
}
