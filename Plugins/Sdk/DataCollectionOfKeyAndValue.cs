using System;
using System.Collections;
using System.Collections.Generic;

namespace Microsoft.Xrm.Sdk;

/// <summary>A dictionary that a data contract writes as a list of pairs.</summary>
[Serializable]
public abstract class DataCollection<TKey, TValue> : IEnumerable<KeyValuePair<TKey, TValue>>
{
    readonly Dictionary<TKey, TValue> _items = [];

    protected DataCollection()
    {
    }

    protected DataCollection(IDictionary<TKey, TValue> collection) => AddRange(collection);

    public int Count => _items.Count;
    public virtual bool IsReadOnly => false;
    public ICollection<TKey> Keys => _items.Keys;
    public ICollection<TValue> Values => _items.Values;

    public virtual TValue this[TKey key]
    {
        get => _items[key];
        set
        {
            RefuseIfReadOnly();
            _items[key] = value;
        }
    }

    ICollection<KeyValuePair<TKey, TValue>> Pairs => _items;

    public void Add(TKey key, TValue value)
    {
        RefuseIfReadOnly();
        _items.Add(key, value);
    }

    public void Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    public void AddRange(params KeyValuePair<TKey, TValue>[] items) => AddRange((IEnumerable<KeyValuePair<TKey, TValue>>)items);

    public void AddRange(IEnumerable<KeyValuePair<TKey, TValue>> items)
    {
        RefuseIfReadOnly();
        if (items is null) return;
        foreach (var item in items) Pairs.Add(item);
    }

    public void Clear()
    {
        RefuseIfReadOnly();
        _items.Clear();
    }

    public bool Contains(TKey key) => _items.ContainsKey(key);

    public bool Contains(KeyValuePair<TKey, TValue> key) => Pairs.Contains(key);

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) => Pairs.CopyTo(array, arrayIndex);

    public bool Remove(TKey key)
    {
        RefuseIfReadOnly();
        return _items.Remove(key);
    }

    public bool Remove(KeyValuePair<TKey, TValue> item)
    {
        RefuseIfReadOnly();
        return Pairs.Remove(item);
    }

    public bool TryGetValue(TKey key, out TValue value) => _items.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void RefuseIfReadOnly()
    {
        if (IsReadOnly) throw new InvalidOperationException("The collection is read-only.");
    }
}
