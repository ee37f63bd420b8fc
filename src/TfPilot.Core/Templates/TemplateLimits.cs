using TfPilot.Core.Basics;

namespace TfPilot.Core.Templates;

/// <summary>Limits the work and the output of a user's templates while they are rendered.</summary>
internal sealed class TemplateLimits
{
    public const int MaxRecursion = 10;

    /// <summary>The maximum number of syntax nodes evaluated in one rendering.</summary>
    public const int MaxSteps = 60_000;

    private const int MaxStepsOfAll = 40 * MaxSteps;
    private const int MaxOutput = 1024 * 1024;

    private int steps;
    private int stepsOfAll;

    public void Start() => steps = 0;

    /// <param name="written">The number of characters written so far. It is checked before each step, which writes at
    /// most one literal text or one value.</param>
    public void Step(int written)
    {
        WorkBudget.Spend();
        if (++steps > MaxSteps || ++stepsOfAll > MaxStepsOfAll)
        {
            const string rest = "steps in one rendering, or too many in total; use fewer or shorter loops";
            throw new TemplateError($"it takes more than {MaxSteps} {rest}");
        }

        if (written > MaxOutput) throw new TemplateError($"it writes more than {MaxOutput} characters; write less");
    }
}
