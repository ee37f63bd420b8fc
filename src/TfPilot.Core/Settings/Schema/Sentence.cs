namespace TfPilot.Core.Settings;

/// <summary>Joins several names in a sentence.</summary>
internal static class Sentence
{
    public static string And(IEnumerable<string> names) => Join([.. names], "and");

    public static string Or(IEnumerable<string> names) => Join([.. names], "or");

    private static string Join(string[] names, string word) =>
        names.Length < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} {word} {names[^1]}";
}
