using TfPilot.Core.Plans;

namespace TfPilot.Action.Inputs;

/// <summary>Reads the text of a plan, as <c>terraform show -no-color PLANFILE</c> prints it.</summary>
internal static class PlanTextFile
{
    public static RedactedText Read(string path, Plan plan) =>
        InputFile.Read<byte[]>(path, "it", () => InputFile.Open(path), stream => Bytes(stream), howTo: "")
            .Match<RedactedText>(
                bytes => PlanTextReader.Read(bytes, plan),
                problems => new RedactedText.LeftOut(problems[0].Message.TrimEnd(' ', '.')));

    /// <summary>At most one byte more than is allowed.</summary>
    private static byte[] Bytes(Stream stream)
    {
        var bytes = new byte[PlanTextReader.MaxBytes + 1];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
