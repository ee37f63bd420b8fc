using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.App.Pulls;

/// <summary>The facts as they are kept, read again.</summary>
internal static class EvidenceFacts
{
    /// <param name="bytes">How many it has unpacked is added.</param>
    public static Validated<ReviewFacts> Read(byte[] packed, ref long bytes)
    {
        try
        {
            var facts = FactsCompression.Unpack(packed);
            bytes += facts.Length;
            return FactsReader.Read("the evidence", facts);
        }
        catch (InvalidDataException broken)
        {
            return new Problem("the evidence", $"what was kept of it cannot be read: {broken.Message}");
        }
    }
}
