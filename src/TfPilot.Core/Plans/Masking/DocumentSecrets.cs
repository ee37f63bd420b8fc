using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>
/// The secrets of a document that is not a plan, such as a state. A text that contains one of them, plain or encoded,
/// must not be shown.
/// </summary>
public sealed class DocumentSecrets
{
    /// <summary>Shorter values, such as <c>1</c> and <c>dev</c>, are parts of too many other texts.</summary>
    private const int ShortestCompared = 4;

    private readonly Secrets secrets = new();
    private readonly HashSet<string> whole = new(StringComparer.Ordinal);

    /// <summary>Whether the attribute holds a secret, according to its name and the resource type.</summary>
    public static bool IsSecret(string type, string attribute) =>
        SecretNames.IsSecret(attribute) || SecretNames.OfType(type)?.Contains(attribute) == true;

    /// <summary>All values must be added before the first call of <see cref="AreIn"/>.</summary>
    public void Add(string value)
    {
        if (value.Length < ShortestCompared) return;
        whole.Add(value);
        secrets.Add(value);
    }

    public bool AreIn(string text) =>
        whole.Contains(text) || secrets.Find(Encoding.UTF8.GetBytes(text)).Count > 0;
}
