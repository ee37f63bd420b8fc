using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.App.Pulls;

/// <summary>Parses stored facts.</summary>
internal static class EvidenceFacts
{
    /// <param name="bytes">Increased by the number of uncompressed bytes.</param>
    public static Validated<ReviewFacts> Read(byte[] packed, ref long bytes)
    {
        try
        {
            var facts = FactsCompression.Decompress(packed);
            bytes += facts.Length;
            return FactsReader.Read("the evidence", facts);
        }
        catch (InvalidDataException broken)
        {
            return new Problem("the evidence", $"the stored document cannot be read: {broken.Message}");
        }
    }
}
