using System.Collections;
using System.Collections.Generic;

namespace CrmInsights.Plugins;

/// <summary>The fields of an event, in order; one without a value is left out.</summary>
sealed class EventData : IEnumerable<KeyValuePair<string, object>>
{
    readonly List<KeyValuePair<string, object>> _fields = [];

    public void Add(string name, object? value)
    {
        if (value is not null) _fields.Add(new KeyValuePair<string, object>(name, value));
    }

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
