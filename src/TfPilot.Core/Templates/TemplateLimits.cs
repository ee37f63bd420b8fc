using TfPilot.Core.Basics;

namespace TfPilot.Core.Templates;

/// <summary>What the templates of a user may take while they are rendered: work, and text that is written.</summary>
internal sealed class TemplateLimits
{
    public const int MaxRecursion = 10;

    /// <summary>Of one rendering: each node of the syntax that is evaluated.</summary>
    public const int MaxSteps = 60_000;

    private const int MaxStepsOfAll = 40 * MaxSteps;
    private const int MaxOutput = 1024 * 1024;

    private int steps;
    private int stepsOfAll;

    public void Begin() => steps = 0;

    /// <param name="written">
    /// The characters written so far. One step writes at most a text of the template or one value.
    /// </param>
    public void Step(int written)
    {
        WorkBudget.Spend();
        if (++steps > MaxSteps || ++stepsOfAll > MaxStepsOfAll)
        {
            const string rest = "steps each time, or too many all in all; go through fewer lists";
            throw new TemplateMistake($"its loops take more than {MaxSteps} {rest}");
        }

        if (written > MaxOutput) throw new TemplateMistake($"it writes more than {MaxOutput} characters; write less");
    }
}
