using System.Runtime.InteropServices;

namespace CrmInsights.Mining.Data.Tables;

/// <summary>Reads plain arrays: 32-bit floats, little-endian, row after row (NaN = missing), and labels of one byte a row.</summary>
public static class FloatReader
{
    /// <summary>Reads the next rows of a matrix.</summary>
    /// <param name="stream">The bytes, from the first value of the first row on.</param>
    /// <param name="rowCount">Rows to read.</param>
    /// <param name="columnCount">Values a row.</param>
    /// <param name="run">Cancellation and progress, every 16 MB.</param>
    /// <exception cref="InvalidDataException">The stream ends before rows x columns x 4 bytes.</exception>
    public static FeatureMatrix Read(Stream stream, int rowCount, int columnCount, RunContext? run = null)
    {
        if ((long)rowCount * columnCount > Array.MaxLength)
            throw new InvalidDataException($"{rowCount:N0} rows of {columnCount:N0} columns are more than {Array.MaxLength:N0} values; take fewer rows.");
        var values = new float[rowCount * columnCount];
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Float files are little-endian; this machine is not.");
        const int Chunk = 1 << 22;
        for (var from = 0; from < values.Length; from += Chunk)
        {
            run?.Report(from / Chunk, values.Length / Chunk + 1);
            var bytes = MemoryMarshal.AsBytes(values.AsSpan(from, Math.Min(Chunk, values.Length - from)));
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read < bytes.Length)
                throw new InvalidDataException($"the file ends after {4L * from + read:N0} bytes; {rowCount:N0} rows of {columnCount} columns need {4L * values.Length:N0}.");
        }
        return new FeatureMatrix(values, rowCount, columnCount);
    }

    /// <summary>Reads the next labels, one a row.</summary>
    /// <exception cref="InvalidDataException">The stream ends before.</exception>
    public static float[] ReadLabels(Stream stream, int rowCount)
    {
        var bytes = new byte[rowCount];
        var read = stream.ReadAtLeast(bytes, rowCount, throwOnEndOfStream: false);
        if (read < rowCount) throw new InvalidDataException($"the file ends after {read:N0} labels; {rowCount:N0} rows need one byte each.");
        return Array.ConvertAll(bytes, label => (float)label);
    }

    /// <summary>Checks that all was read.</summary>
    /// <exception cref="InvalidDataException">There is more; the counts do not fit the file.</exception>
    public static void ExpectEnd(Stream stream)
    {
        if (stream.ReadByte() >= 0) throw new InvalidDataException("the file goes on after the last row; the counts given do not fit it.");
    }
}
