using System.Globalization;

namespace TfPilot.GitHub.Ids;

/// <summary>The number of a pull request within its repository, from 1.</summary>
public readonly record struct PullNumber(int Value)
{
    public static PullNumber Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? new PullNumber(value)
            : throw new FormatException($"'{text}' is not a pull request number");

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
