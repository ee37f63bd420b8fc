using System.Diagnostics;

namespace TfPilot.Core.Basics;

/// <summary>Something the user can mend: where it is (a file, with line or key when known) and what is wrong and what to do about it.</summary>
public sealed record Problem(string Path, string Message);

/// <summary>A value, or all problems that kept it from being one; never both, never an empty list of problems.</summary>
public abstract record Validated<T>
{
    private Validated() { }

    public sealed record Valid(T Value) : Validated<T>;

    public sealed record Invalid(IReadOnlyList<Problem> Problems) : Validated<T>;

    public static implicit operator Validated<T>(T value) => new Valid(value);

    public static implicit operator Validated<T>(Problem problem) => new Invalid([problem]);

    /// <summary>Goes on with the value, if there is one.</summary>
    public Validated<TResult> Then<TResult>(Func<T, Validated<TResult>> next) =>
        Match(next, problems => new Validated<TResult>.Invalid(problems));

    public TResult Match<TResult>(Func<T, TResult> valid, Func<IReadOnlyList<Problem>, TResult> invalid) => this switch
    {
        Valid v => valid(v.Value),
        Invalid i => invalid(i.Problems),
        _ => throw new UnreachableException(),
    };
}
