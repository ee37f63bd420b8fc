namespace TfPilot.Core.Plans;

/// <summary>
/// The source of a plan's bytes: fills the start of the buffer and returns the number of bytes; 0 is the end.
/// </summary>
public delegate int PlanBytes(Span<byte> buffer);

/// <summary>The input is not a plan. The message says what it is and what to do, without quoting its content.</summary>
internal sealed class PlanFormatException(string message) : Exception(message);
