using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.App.Evidence;

/// <summary>The facts as they are kept, read again.</summary>
internal static class EvidenceFacts
{
    public static Validated<ReviewFacts> Read(byte[] packed)
    {
        try
        {
            return FactsReader.Read("the evidence", FactsPacking.Unpack(packed));
        }
        catch (InvalidDataException broken)
        {
            return new Problem("the evidence", $"what was kept of it cannot be read: {broken.Message}");
        }
    }
}
