import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/** usage: VeraPdf FILE.pdf...   asks veraPDF whether each file keeps PDF/UA-1; exit status 1 when one does not. */
public class VeraPdf {
    private static final String PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml";

    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile;
        try (InputStream in = VeraPdf.class.getClassLoader().getResourceAsStream(PROFILE)) {
            profile = Profiles.profileFromXml(in);
        }
        int failed = 0;
        for (String file : files) {
            if (!passes(file, profile)) {
                failed++;
            }
        }
        System.out.println(files.length + " files, " + failed + " with a problem");
        System.exit(failed == 0 ? 0 : 1);
    }

    private static boolean passes(String file, ValidationProfile profile) {
        try (FileInputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, PDFAFlavour.PDFUA_1);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            if (!result.isCompliant()) {
                report(file, result);
            }
            return result.isCompliant();
        } catch (Exception error) {
            System.out.println(file + ": " + error);
            return false;
        }
    }

    /** One line a broken rule: its number, how often, and the last place. */
    private static void report(String file, ValidationResult result) {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, String> places = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                counts.merge(rule, 1, Integer::sum);
                places.put(rule, assertion.getMessage() + " @ " + assertion.getLocation().getContext());
            }
        }
        counts.forEach((rule, count) -> System.out.println(
                file + ": " + rule + " x" + count + " " + places.get(rule).replaceAll("\\s+", " ")));
    }
}
