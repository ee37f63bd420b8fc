using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>Finds and masks the secrets of a plan, and labeled secrets of any length, in decoded strings.</summary>
internal sealed class SecretPlaces(Secrets secrets)
{
    /// <summary>The positions in characters, in order, without overlaps.</summary>
    public IReadOnlyList<(int Start, int End)> Find(string text)
    {
        var places = SecretParts.PlacesOfLabeled(text).Select(place => (place.Start.Value, place.End.Value)).ToList();
        places.AddRange(FindKnown(text));
        return Joined(places);
    }

    /// <summary>The positions of the plan's secrets only.</summary>
    public IReadOnlyList<(int Start, int End)> FindKnown(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var (read, characters) = (0, 0);
        return [.. secrets.Find(utf8).Select(place => (Position(place.Start.Value), Position(place.End.Value)))];

        int Position(int bytes)
        {
            characters += Encoding.UTF8.GetCharCount(utf8.AsSpan(read..bytes));
            read = bytes;
            return characters;
        }
    }

    public string Mask(string text) => Mask(text, Find(text));

    public static string Mask(string text, IReadOnlyList<(int Start, int End)> places)
    {
        if (places.Count == 0) return text;
        var masked = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var (start, end) in places)
        {
            masked.Append(text, copied, start - copied).Append(MaskedText.Word);
            copied = end;
        }

        return masked.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>
    /// Values of an attribute that are secrets somewhere in the plan but too short to be searched for.
    /// </summary>
    public IReadOnlySet<string> ShortValuesOf(string? name) => secrets.ShortValuesOf(name ?? "");

    public static IReadOnlyList<(int Start, int End)> Joined(List<(int Start, int End)> places)
    {
        places.Sort();
        var joined = new List<(int Start, int End)>();
        foreach (var (start, end) in places.Where(place => place.End > place.Start))
        {
            if (joined.Count > 0 && start <= joined[^1].End)
                joined[^1] = (joined[^1].Start, Math.Max(joined[^1].End, end));
            else joined.Add((start, end));
        }

        return joined;
    }
}
