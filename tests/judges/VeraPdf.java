import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Arrays;
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

/** usage: VeraPdf PDFUA_1|PDFA_2_A FILE.pdf...   asks veraPDF whether each file keeps that; exit status 1 when one does not. */
public class VeraPdf {
    private static final String PROFILES = "org/verapdf/pdfa/validation/";

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.valueOf(arguments[0]);
        String name = flavour == PDFAFlavour.PDFUA_1 ? "PDFUA-1.xml" : "PDFA-2A.xml";
        ValidationProfile profile;
        try (InputStream in = VeraPdf.class.getClassLoader().getResourceAsStream(PROFILES + name)) {
            profile = Profiles.profileFromXml(in);
        }
        String[] files = Arrays.copyOfRange(arguments, 1, arguments.length);
        int failed = 0;
        for (String file : files) {
            if (!passes(file, flavour, profile)) {
                failed++;
            }
        }
        System.out.println(files.length + " files, " + failed + " with a problem");
        System.exit(failed == 0 ? 0 : 1);
    }

    private static boolean passes(String file, PDFAFlavour flavour, ValidationProfile profile) {
        try (FileInputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
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
