// Writes the patterns of data.txt beside this file: javac -cp SPMF -d CLASSES Patterns.java, then java -cp SPMF:CLASSES Patterns FOLDER, where SPMF holds the compiled
// classes of SPMF (2.66, sources of 16 June 2026). Frequent patterns by PrefixSpan, closed ones by ClaSP (the BIDE+ of that version lists 13 that are not closed), with gaps by CM-SPAM,
// rules by RuleGen.
import java.nio.file.*;
import java.util.*;
import ca.pfv.spmf.algorithms.sequential_rules.rulegen.AlgoRuleGen;
import ca.pfv.spmf.algorithms.sequentialpatterns.prefixspan.AlgoPrefixSpan;

public class Patterns {
    static final int SUPPORT = 6;

    public static void main(String[] args) throws Exception {
        String data = args[0] + "/data.txt";
        draw(data);
        new AlgoPrefixSpan().runAlgorithm(data, (double) SUPPORT / 40, args[0] + "/frequent.txt");
        clasp(data, args[0] + "/clasp.txt");
        for (int gap = 1; gap <= 2; gap++) spam(data, args[0] + "/gap" + gap + ".txt", gap);
        new AlgoRuleGen().runAlgorithm(SUPPORT, 0.5, data, args[0] + "/rules.txt");
    }

    static void clasp(String data, String output) throws Exception {
        ca.pfv.spmf.algorithms.sequentialpatterns.clasp_AGP.dataStructures.creators.AbstractionCreator creator =
            ca.pfv.spmf.algorithms.sequentialpatterns.clasp_AGP.dataStructures.creators.AbstractionCreator_Qualitative.getInstance();
        ca.pfv.spmf.algorithms.sequentialpatterns.clasp_AGP.idlists.creators.IdListCreator lists =
            ca.pfv.spmf.algorithms.sequentialpatterns.clasp_AGP.idlists.creators.IdListCreatorStandard_Map.getInstance();
        ca.pfv.spmf.algorithms.sequentialpatterns.clasp_AGP.dataStructures.database.SequenceDatabase database =
            new ca.pfv.spmf.algorithms.sequentialpatterns.clasp_AGP.dataStructures.database.SequenceDatabase(creator, lists);
        double least = database.loadFile(data, (double) SUPPORT / 40);
        new ca.pfv.spmf.algorithms.sequentialpatterns.clasp_AGP.AlgoClaSP(least, creator, true, true).runAlgorithm(database, true, false, output, false);
    }

    // Patterns whose neighbouring elements are at most `gap` apart: gap 1 is "at once after", in SPAM's own counting.
    static void spam(String data, String output, int gap) throws Exception {
        ca.pfv.spmf.algorithms.sequentialpatterns.spam.AlgoCMSPAM algorithm = new ca.pfv.spmf.algorithms.sequentialpatterns.spam.AlgoCMSPAM();
        algorithm.setMaxGap(gap);
        algorithm.runAlgorithm(data, output, (double) SUPPORT / 40, false);
    }

    static void draw(String path) throws Exception {
        Random random = new Random(42);
        StringBuilder text = new StringBuilder();
        for (int sequence = 0; sequence < 40; sequence++) {
            for (int element = 3 + random.nextInt(4); element > 0; element--) {
                TreeSet<Integer> items = new TreeSet<>();
                for (int item = 1 + random.nextInt(2); item > 0; item--) items.add(1 + random.nextInt(6));
                if (items.contains(1)) items.add(6);    // so that many patterns are not closed
                for (int item : items) text.append(item).append(' ');
                text.append("-1 ");
            }
            text.append("-2\n");
        }
        Files.writeString(Path.of(path), text.toString());
    }
}
