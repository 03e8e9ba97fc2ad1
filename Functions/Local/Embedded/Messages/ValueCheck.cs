using System.Globalization;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Messages;

/// <summary>Brings one value into the type of its column, or faults with what was found and what was expected.</summary>
static class ValueCheck
{
    /// <summary>What ten decimal places leave of 64 bits.</summary>
    const decimal LargestDecimal = 900_000_000m;
    static readonly DateTime s_earliest = new(1753, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static object? Checked(TableDefinition table, ColumnDefinition column, object value)
    {
        try
        {
            return Typed(column, value);
        }
        catch (OrganizationFaultException fault)
        {
            throw new OrganizationFaultException(fault.Code, $"{table.LogicalName}.{column.LogicalName}: {fault.Message}");
        }
    }

    static object? Typed(ColumnDefinition column, object value) => column.Type switch
    {
        ColumnType.Text or ColumnType.Memo => Text(column, As<string>(column, value)),
        ColumnType.Boolean => As<bool>(column, value),
        ColumnType.Integer => Ranged(column, Whole(column, value)),
        ColumnType.BigInteger => Whole(column, value),
        ColumnType.Decimal or ColumnType.Money => Number(column, value),
        ColumnType.Double => Real(column, value),
        ColumnType.DateTime => Time(As<DateTime>(column, value)),
        ColumnType.DateOnly => Time(As<DateTime>(column, value)).Date,
        ColumnType.Choice or ColumnType.State or ColumnType.Status => Option(column, Whole(column, value)),
        ColumnType.UniqueIdentifier or ColumnType.PrimaryKey => As<Guid>(column, value),
        _ => Reference(column, value),
    };

    static string? Text(ColumnDefinition column, string text)
    {
        if (text.Length > column.MaxLength)
            throw Fault(FaultCode.StringTooLong, $"a text of {text.Length} characters; at most {column.MaxLength} are allowed.");
        return text.Length == 0 ? null : text;
    }

    static object Ranged(ColumnDefinition column, long number)
    {
        ThrowIfOutside(column, number, column.MinValue ?? int.MinValue, column.MaxValue ?? int.MaxValue);
        return (int)number;
    }

    static object Number(ColumnDefinition column, object value)
    {
        if (value is not (decimal or int or long or double)) throw WrongType(column, value);
        if (value is double real && Math.Abs(real) > 1e27) throw Fault(FaultCode.ValueOutOfRange, $"{real} is out of range.");
        var number = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        var limit = column.Type == ColumnType.Decimal ? LargestDecimal : 922_337_203_685_477m;
        ThrowIfOutside(column, number, Math.Max(column.MinValue ?? -limit, -limit), Math.Min(column.MaxValue ?? limit, limit));
        return decimal.Round(number, Math.Min(column.Precision ?? 4, 10), MidpointRounding.AwayFromZero);
    }

    static object Real(ColumnDefinition column, object value)
    {
        if (value is not (decimal or int or long or double)) throw WrongType(column, value);
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (!double.IsFinite(number) || number < (double)(column.MinValue ?? decimal.MinValue) || number > (double)(column.MaxValue ?? decimal.MaxValue))
            throw Fault(FaultCode.ValueOutOfRange, $"{number} is not between {column.MinValue} and {column.MaxValue}.");
        return number;
    }

    static void ThrowIfOutside(ColumnDefinition column, decimal number, decimal least, decimal most)
    {
        if (number < least || number > most)
            throw Fault(FaultCode.ValueOutOfRange, FormattableString.Invariant($"{number} is not between {least} and {most} ({column.DisplayName})."));
    }

    /// <summary>Dataverse keeps whole seconds, from 1753 on.</summary>
    static DateTime Time(DateTime time)
    {
        var universal = time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);
        if (universal < s_earliest) throw Fault(FaultCode.ValueOutOfRange, FormattableString.Invariant($"{universal:yyyy-MM-dd} is before 1753-01-01."));
        return universal.AddTicks(-(universal.Ticks % TimeSpan.TicksPerSecond));
    }

    static object Option(ColumnDefinition column, long number)
    {
        if (column.Options.Any(option => option.Value == number)) return (int)number;
        var allowed = string.Join(", ", column.Options.Select(option => FormattableString.Invariant($"{option.Value} {option.Label}")));
        throw Fault(FaultCode.InvalidChoice, FormattableString.Invariant($"{number} is not one of its values ({allowed})."));
    }

    static object Reference(ColumnDefinition column, object value)
    {
        var lookup = value is Guid id && column.Targets.Count == 1 ? new Lookup(column.Targets[0], id) : As<Lookup>(column, value);
        if (!column.Targets.Contains(lookup.Table))
            throw Fault(FaultCode.InvalidArgument, $"it points to '{lookup.Table}'; it may point to {string.Join(" or ", column.Targets)}.");
        return lookup;
    }

    static long Whole(ColumnDefinition column, object value) => value switch
    {
        int number => number,
        long number => number,
        decimal number when number == decimal.Truncate(number) && Math.Abs(number) < long.MaxValue => (long)number,
        _ => throw WrongType(column, value),
    };

    static T As<T>(ColumnDefinition column, object value) => value is T typed ? typed : throw WrongType(column, value);

    static OrganizationFaultException WrongType(ColumnDefinition column, object value) =>
        Fault(FaultCode.InvalidArgument, $"found a value of type {value.GetType().Name} ('{value}') where {column.Type} is expected.");

    static OrganizationFaultException Fault(FaultCode code, string message) => new(code, message);
}
