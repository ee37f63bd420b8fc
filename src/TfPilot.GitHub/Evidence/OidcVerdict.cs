namespace TfPilot.GitHub.Evidence;

/// <summary>Why a token proves nothing.</summary>
public enum OidcRefusal
{
    /// <summary>No token of this form, or longer than any of GitHub's.</summary>
    Malformed,

    /// <summary>Signed in another way than RS256, or not at all.</summary>
    WrongAlgorithm,

    /// <summary>Signed with a key that the issuer does not publish.</summary>
    UnknownKey,
    WrongSignature,
    WrongIssuer,
    WrongAudience,
    Expired,
    NotYetValid,

    /// <summary>Signed rightly, but it does not say what a job's token says.</summary>
    MissingClaim,
}

/// <summary>Whether a token is GitHub's and for us.</summary>
public abstract record OidcVerdict
{
    private OidcVerdict() { }

    public sealed record Verified(OidcClaims Claims) : OidcVerdict;

    /// <summary>The message may be shown to whoever sent the token.</summary>
    public sealed record Refused(OidcRefusal Reason, string Message) : OidcVerdict;
}
