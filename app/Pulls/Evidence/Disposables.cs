namespace TfPilot.App.Pulls;

/// <summary>A group of objects that are disposed together.</summary>
internal sealed class Disposables : IDisposable
{
    private readonly List<IDisposable> all = [];

    public T Add<T>(T one) where T : IDisposable
    {
        all.Add(one);
        return one;
    }

    public void Dispose() => all.ForEach(one => one.Dispose());
}
