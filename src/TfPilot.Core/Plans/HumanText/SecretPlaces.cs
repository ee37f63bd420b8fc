using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>Finds and masks the secrets of a plan, and labeled secrets of any length, in decoded strings.</summary>
internal sealed class SecretPlaces(Secrets secrets)
{
    /// <summary>The positions in characters, in order, without overlaps.</summary>
    public IReadOnlyList<Range> Find(string text) =>
        MaskedText.Joined([.. SecretParts.PlacesOfLabeled(text), .. FindKnown(text)]);

    /// <summary>The positions of the plan's secrets only.</summary>
    public IReadOnlyList<Range> FindKnown(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var (read, characters) = (0, 0);
        return [.. secrets.Find(utf8).Select(place => Position(place.Start.Value)..Position(place.End.Value))];

        int Position(int bytes)
        {
            characters += Encoding.UTF8.GetCharCount(utf8.AsSpan(read..bytes));
            read = bytes;
            return characters;
        }
    }

    public string Mask(string text) => MaskedText.Of(text, Find(text));

    /// <summary>
    /// Values of an attribute that are secrets somewhere in the plan but too short to be searched for.
    /// </summary>
    public IReadOnlySet<string> ShortValuesOf(string? name) => secrets.ShortValuesOf(name ?? "");
}
