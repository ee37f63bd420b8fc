namespace TfPilot.Core.Plans;

/// <summary>Where the bytes of a plan come from: fills the front of the buffer and says how many bytes it wrote; 0 is the end.</summary>
public delegate int PlanBytes(Span<byte> buffer);

/// <summary>The input is not what a plan looks like: the message says what it is and what to do, and holds nothing of its content.</summary>
internal sealed class PlanFormatException(string message) : Exception(message);
