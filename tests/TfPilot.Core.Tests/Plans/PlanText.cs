using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Tests.Plans;

/// <summary>Reads plans from text, bytes or files.</summary>
internal static class PlanText
{
    public static Validated<IReadOnlyList<Plan>> Read(
        byte[] bytes, int atOnce = int.MaxValue, string name = "plan.json", bool keepUnchanged = false)
    {
        var position = 0;
        return PlanReader.Read(name, buffer =>
        {
            var count = Math.Min(Math.Min(buffer.Length, atOnce), bytes.Length - position);
            bytes.AsSpan(position, count).CopyTo(buffer);
            position += count;
            return count;
        }, keepUnchanged);
    }

    public static Validated<IReadOnlyList<Plan>> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static Plan Single(string text) => Single(Encoding.UTF8.GetBytes(text));

    public static Plan Single(byte[] bytes) => All(bytes).Should().ContainSingle().Which;

    public static IReadOnlyList<Plan> All(byte[] bytes, int atOnce = int.MaxValue, bool keepUnchanged = false) =>
        Read(bytes, atOnce, keepUnchanged: keepUnchanged).Match(
        plans => plans,
        problems => throw new InvalidDataException(problems[0].Message));

    public static string Problem(byte[] bytes) =>
        Read(bytes).Should().BeOfType<Validated<IReadOnlyList<Plan>>.Invalid>().Which.Problems.Should()
        .ContainSingle().Which.Message;

    public static string Problem(string text) => Problem(Encoding.UTF8.GetBytes(text));
}
