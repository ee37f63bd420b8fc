using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Action.Inputs;

/// <summary>Reads the plans of one input.</summary>
internal static class PlanFile
{
    public static Validated<IReadOnlyList<Plan>> Read(PlanInput input, Stream standardInput)
    {
        var shown = input.Shown;
        try
        {
            if (input.IsStandardInput) return PlanReader.Read(shown, standardInput.Read);
            using var stream = new FileStream(input.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
            return PlanReader.Read(shown, stream.Read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Problem(shown, $"{shown} does not exist. Make it with `terraform show -json PLANFILE > {shown}`.");
        }
        catch (UnauthorizedAccessException)
        {
            return new Problem(shown, $"{shown} may not be read by this user. Check its permissions (in a container: the mount and the user).");
        }
        catch (IOException e)
        {
            return new Problem(shown, $"{shown} could not be read: {e.Message}");
        }
    }
}
