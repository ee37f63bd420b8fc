using System.Security.Cryptography;
using System.Text;

namespace TfPilot.App.Setup;

/// <summary>What proves that somebody reads this program's output. Good until it is spent, for a few tries; a new start makes a new one.</summary>
internal sealed class SetupCode
{
    public const int MostTries = 5;

    private const int Length = 20;

    /// <summary>Letters and digits that nobody confuses.</summary>
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    private readonly Lock gate = new();
    private int wrong;
    private bool isSpent;

    public string Text { get; } = RandomNumberGenerator.GetString(Alphabet, Length);

    public bool Accepts(string? given)
    {
        lock (gate)
        {
            if (isSpent || wrong >= MostTries) return false;
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given?.Trim() ?? ""), Encoding.UTF8.GetBytes(Text))) return true;
            wrong++;
            return false;
        }
    }

    public void Spend()
    {
        lock (gate) isSpent = true;
    }
}
