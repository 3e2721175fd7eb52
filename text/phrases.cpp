// phrases.cpp: set phrases of pages, looked up by whole lines or by how a line begins.
// In: a line as written. How: letters are case folded, all else becomes one space, then one hash
// look-up; for beginnings the phrases of one kind are sorted and narrowed down letter by letter.
// Source of the phrases: collected by hand from the interface texts of news pages in 35 languages.
// LONG: the table of phrases.
#include "text/phrases.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <string>
#include <vector>

#include "base/base.h"
#include "text/words.h"

namespace copydesk {
namespace {

// Longest phrase of the table, folded, is 71 bytes; a longer line is no phrase.
constexpr size_t kMaxPhraseBytes = 96;
constexpr size_t kKinds = static_cast<size_t>(Phrase::kCorrection) + 1;

struct PhraseRow {
  Phrase kind;
  std::string_view phrases;  // parted by '|'; letters and single spaces only
};

// A phrase that stands in two rows has the kind of the first for phrase_of().
constexpr PhraseRow kTable[] = {
    {Phrase::kHighlights,
     "story highlights|highlights|key points|key takeaways|key facts|at a glance|what to know|"
     "what we know|the essentials|in brief|in short|quick read|summary of the story|"
     "the main points|main points|takeaways|things to know|what you need to know|"
     "das wichtigste in kürze|das wichtigste im überblick|das wichtigste|in kürze|"
     "auf einen blick|die wichtigsten punkte|kurz zusammengefasst|zusammengefasst|darum gehts|"
     "darum geht es|kernpunkte|die wichtigsten fakten|l essentiel|en bref|points clés|"
     "les points clés|en résumé|à retenir|ce qu il faut retenir|les faits|le résumé|"
     "les points forts|l essentiel à retenir|puntos clave|lo esencial|claves|las claves|"
     "en breve|lo más importante|destacados|en resumen|resumen|in breve|punti chiave|"
     "i punti chiave|in sintesi|i punti principali|l essenziale|pontos chave|"
     "pontos principais|em resumo|destaques|resumo|os pontos principais|in het kort|"
     "belangrijkste punten|kernpunten|samenvatting|het belangrijkste|de kern|det viktigaste|"
     "i korthet|sammanfattning|i korta drag|det här har hänt|kort om|kort fortalt|"
     "det vigtigste|overblik|i korte træk|det viktigste|saken oppsummert|kortversjonen|"
     "oppsummert|sammendrag|tiivistelmä|lyhyesti|pääkohdat|najważniejsze informacje|w skrócie|"
     "najważniejsze|kluczowe punkty|v kostce|hlavní body|ve zkratce|stručně|shrnutí|"
     "to nejdůležitější|главное|коротко|кратко|основное|ключевые моменты|главные тезисы|"
     "головне|коротко про головне|öne "
     "çıkanlar|özet|özetle|kısaca|要点|ポイント|まとめ|この記事のポイント|核心提示|"
     "摘要|重点|요약|핵심 요약|주요 내용|أبرز النقاط|النقاط الرئيسية|باختصار|النقاط الرئيسة|ملخص|"
     "τα κύρια σημεία|με λίγα λόγια|röviden|a lényeg|pe scurt|puncte cheie"},
    {Phrase::kGallery,
     "photos|photo gallery|picture gallery|image gallery|gallery|in pictures|in photos|"
     "pictures|slideshow|slide show|photo slideshow|photo essay|view gallery|view photos|"
     "view slideshow|see photos|see gallery|open gallery|launch gallery|images|media gallery|"
     "start gallery|picture show|bilder|fotos|bildergalerie|fotostrecke|bilderstrecke|galerie|"
     "fotogalerie|bildstrecke|diashow|zur galerie|zur bildergalerie|zur fotostrecke|"
     "zur bilderstrecke|bildergalerie öffnen|fotostrecke starten|galerie öffnen|in bildern|"
     "en images|diaporama|galerie photos|galerie photo|galerie d images|portfolio|"
     "voir le diaporama|voir la galerie|le diaporama|galería|galería de fotos|fotogalería|"
     "en imágenes|en fotos|galería de imágenes|ver galería|imágenes|ver fotos|galleria|"
     "galleria fotografica|fotogallery|le foto|le immagini|foto gallery|la fotogallery|"
     "guarda le foto|immagini|galleria immagini|sfoglia la gallery|galeria|galeria de fotos|"
     "galeria de imagens|em imagens|fotogaleria|veja fotos|imagens|veja as fotos|fotoserie|"
     "fotoalbum|fotoreeks|in beeld|foto s|bekijk de foto s|bekijk fotogalerij|fotogalerij|"
     "bildspel|bildgalleri|bildspecial|visa bildspel|se bilder|bildserie|billedserie|billeder|"
     "galleri|se billederne|se billedserie|billedgalleri|bildeserie|se bildene|bildegalleri|"
     "se bildeserien|kuvat|kuvagalleria|kuvasarja|katso kuvat|zdjęcia|galeria zdjęć|"
     "zobacz zdjęcia|zobacz galerię|fotorelacja|fotky|zobrazit galerii|fotografie|"
     "vstoupit do galerie|фотогалерея|фото|галерея|фоторепортаж|смотреть фото|фотографии|"
     "в фотографиях|фотолента|фотографії|foto "
     "galeri|fotoğraflar|galeri|写真|フォトギャラリー|画像|写真一覧|"
     "写真特集|图集|组图|图片|高清组图|相册|圖輯|사진|포토|화보|사진 갤러리|صور|معرض الصور|ألبوم "
     "الصور|بالصور|φωτογραφίες|"
     "galéria|képek|képgaléria|galerie foto|imagini"},
    {Phrase::kCaptionToggle,
     "hide caption|show caption|toggle caption|view caption|hide captions|show captions|"
     "close caption|expand caption|caption|read caption|more caption|loading new images|"
     "press enter or click to view image in full size|クリックして拡大|click to enlarge|"
     "click image to enlarge|click to view larger|zum vergrößern anklicken|"
     "cliquez pour agrandir|clic para ampliar|"
     "bildunterschrift ausblenden|bildunterschrift anzeigen|bildunterschrift einblenden|"
     "bildtext ausblenden|bildtext einblenden|bildtext anzeigen|text ausblenden|"
     "text einblenden|beschreibung ausblenden|beschreibung anzeigen|"
     "bildbeschreibung ausblenden|bildbeschreibung anzeigen|bildinfo ausblenden|"
     "bildinfo einblenden|infos ausblenden|infos einblenden|masquer la légende|"
     "afficher la légende|cacher la légende|voir la légende|fermer la légende|"
     "masquer les légendes|ocultar leyenda|mostrar leyenda|ocultar pie de foto|"
     "mostrar pie de foto|ocultar el pie de foto|mostrar el pie de foto|ocultar descripción|"
     "mostrar descripción|ocultar texto|mostrar texto|ver pie de foto|nascondi didascalia|"
     "mostra didascalia|nascondi la didascalia|mostra la didascalia|chiudi didascalia|"
     "nascondi testo|mostra testo|ocultar legenda|mostrar legenda|esconder legenda|"
     "ver legenda|fechar legenda|bijschrift verbergen|bijschrift tonen|verberg bijschrift|"
     "toon bijschrift|verberg onderschrift|toon onderschrift|onderschrift verbergen|"
     "dölj bildtext|visa bildtext|göm bildtext|skjul billedtekst|vis billedtekst|"
     "skjul bildetekst|vis bildetekst|skjul tekst|vis tekst|piilota kuvateksti|"
     "näytä kuvateksti|ukryj podpis|pokaż podpis|ukryj opis|pokaż opis|zwiń opis|rozwiń opis|"
     "skrýt popisek|zobrazit popisek|skrýt popis|zobrazit popis|скрыть подпись|"
     "показать подпись|скрыть описание|показать описание|скрыть текст|сховати підпис|"
     "показати підпис|açıklamayı gizle|açıklamayı göster|altyazıyı "
     "gizle|キャプションを隠す|キャプションを表示|"
     "キャプションを閉じる|説明を隠す|隐藏说明|显示说明|隐藏图说|显示图说|收起说明|隱藏說明|캡션 "
     "숨기기|설명 숨기기|캡션 보기|إخفاء التعليق|"
     "إظهار التعليق|إخفاء الشرح|απόκρυψη λεζάντας|εμφάνιση λεζάντας|képaláírás elrejtése|"
     "képaláírás mutatása|ascunde descrierea|arată descrierea"},
    {Phrase::kSlideControl,
     "next|previous|prev|prev next|previous next|next slide|previous slide|next image|"
     "previous image|next photo|previous photo|next picture|previous picture|full screen|"
     "fullscreen|view fullscreen|enter fullscreen|exit fullscreen|close gallery|"
     "close slideshow|autoplay|buy photo|buy this photo|enlarge|enlarge image|open in gallery|"
     "enlarge this image|enlarge photo|enlarge this photo|view photo|view photos|"
     "zoom|zoom in|expand|replay gallery|restart gallery|start over|play slideshow|"
     "pause slideshow|pause|swipe left|swipe for more|click to enlarge|open image in gallery|"
     "view image in fullscreen|see full image|next gallery|back to gallery|open full screen|"
     "close full screen|skip slide|go to slide|share photo|share this photo|thumbnails|"
     "show thumbnails|hide thumbnails|image slider|weiter|zurück|vor|nächstes bild|"
     "vorheriges bild|nächstes|vorheriges|vollbild|vollbildmodus|bild vergrößern|vergrößern|"
     "galerie schließen|bild schließen|nächste|vorherige|bild teilen|nächstes foto|"
     "vorheriges foto|zurück weiter|weiter zurück|wischen|großansicht|bild in originalgröße|"
     "miniaturansichten|suivant|précédent|précédente|suivante|image suivante|image précédente|"
     "photo suivante|photo précédente|plein écran|agrandir|agrandir l image|"
     "fermer le diaporama|fermer la galerie|précédent suivant|diapositive suivante|"
     "diapositive précédente|voir en plein écran|siguiente|anterior|foto siguiente|"
     "foto anterior|siguiente foto|imagen siguiente|imagen anterior|pantalla completa|ampliar|"
     "ampliar foto|cerrar galería|anterior siguiente|ver en pantalla completa|avanti|indietro|"
     "successiva|precedente|successivo|foto successiva|foto precedente|schermo intero|"
     "ingrandisci|chiudi galleria|immagine successiva|precedente successiva|a tutto schermo|"
     "próximo|próxima|próxima foto|próxima imagem|imagem anterior|tela cheia|ecrã inteiro|"
     "ampliar imagem|fechar galeria|anterior próximo|volgende|vorige|volgende foto|"
     "vorige foto|volledig scherm|vergroot|sluit galerij|vorige volgende|nästa|föregående|"
     "nästa bild|föregående bild|helskärm|förstora|stäng bildspel|næste|forrige|næste billede|"
     "forrige billede|fuld skærm|luk galleri|neste|neste bilde|forrige bilde|fullskjerm|"
     "seuraava|edellinen|seuraava kuva|edellinen kuva|koko näyttö|następne|poprzednie|"
     "następny|poprzedni|następne zdjęcie|poprzednie zdjęcie|pełny ekran|powiększ|"
     "zamknij galerię|další|předchozí|další fotka|předchozí fotka|celá obrazovka|"
     "zavřít galerii|вперед|назад|следующая|предыдущая|следующее фото|предыдущее фото|"
     "на весь экран|увеличить|закрыть галерею|следующий слайд|вперёд|наступне фото|"
     "попереднє фото|sonraki|önceki|tam ekran|sonraki fotoğraf|önceki fotoğraf|次へ|前へ|次の写真|"
     "前の写真|全画面表示|拡大|写真を拡大|下一张|上一张|下一页|上一页|全屏|查看原图|點擊放大|다음|"
     "이전|다음 사진|이전 사진|전체화면|التالي|السابق|"
     "الصورة التالية|الصورة السابقة|ملء الشاشة|επόμενη|προηγούμενη|következő|előző|"
     "teljes képernyő|următoarea|anterioara"},
    {Phrase::kReadMore,
     "read more|read more here|read on|continue reading|keep reading|show more|show less|"
     "see more|load more|view more|learn more|more|click here to read more|"
     "read the full story|read full story|read full article|full story|read the full article|"
     "story continues below|story continues|article continues below|"
     "article continues after advertisement|article continues below advertisement|"
     "story continues after advertisement|continue reading below|read less|expand article|"
     "see full article|find out more|read now|read article|view all|see all|show all|"
     "weiterlesen|mehr lesen|mehr anzeigen|mehr erfahren|mehr|lesen sie weiter|"
     "artikel weiterlesen|hier weiterlesen|weniger anzeigen|zum artikel|alle anzeigen|"
     "den ganzen artikel lesen|lire la suite|lire plus|en savoir plus|voir plus|afficher plus|"
     "lire l article|la suite|plus|poursuivre la lecture|lire la suite de l article|"
     "suite de l article|voir tout|leer más|seguir leyendo|ver más|más información|"
     "continuar leyendo|leer la noticia completa|mostrar más|sigue leyendo|ver todo|lee más|"
     "leggi tutto|continua a leggere|leggi di più|leggi ancora|mostra di più|scopri di più|"
     "leggi l articolo|continua|vedi tutti|leia mais|continue lendo|saiba mais|ver mais|"
     "ler mais|continuar a ler|continua após a publicidade|continua depois da publicidade|"
     "mostrar mais|ver tudo|lees meer|lees verder|meer lezen|meer weergeven|meer|toon meer|"
     "bekijk meer|artikel gaat verder onder de advertentie|läs mer|läs mer här|visa mer|"
     "fortsätt läsa|läs hela artikeln|læs mere|læs videre|vis mere|læs også hele historien|"
     "les mer|les videre|vis mer|les hele saken|lue lisää|näytä lisää|lue koko juttu|"
     "czytaj więcej|czytaj dalej|więcej|pokaż więcej|dowiedz się więcej|"
     "dalsza część tekstu pod reklamą|dalsza część artykułu pod reklamą|rozwiń|číst více|"
     "číst dál|číst celé|zobrazit více|více|čtěte více|celý článek|pokračovat ve čtení|"
     "článek pokračuje pod reklamou|читать далее|читать полностью|подробнее|показать ещё|"
     "показать еще|далее|читать дальше|читати далі|детальніше|читати повністю|devamını oku|"
     "daha fazla|devamı|daha fazla "
     "göster|続きを読む|もっと見る|もっと読む|さらに表示|全文を読む|続きはこちら|阅读更多|阅读全文|"
     "查看更多|"
     "展开全文|更多|閱讀更多|繼續閱讀|더 보기|더보기|계속 읽기|기사 더보기|전문 보기|اقرأ "
     "المزيد|المزيد|قراءة المزيد|"
     "عرض المزيد|تابع القراءة|διαβάστε περισσότερα|περισσότερα|tovább olvasom|bővebben|tovább|"
     "citește mai mult|citește mai departe|vezi mai mult|"
     "קרא עוד|קראו עוד|המשך קריאה|ادامه مطلب|بیشتر بخوانید|और पढ़ें|आगे पढ़ें|"
     "पूरी खबर पढ़ें|baca selengkapnya|selengkapnya|xem thêm|đọc thêm|xem tiếp|"
     "прочети повече|виж още|opširnije|pročitaj više|preberi več|viac|čítať ďalej|"
     "skaityti daugiau|loe edasi|lasīt vairāk|llegir més|continua llegint|อ่านต่อ|"
     "อ่านเพิ่มเติม|请继续往下阅读|請繼續往下閱讀|scroll to resume content|"
     "continua a leggere dopo la pubblicità|la suite après la publicité|"
     "continua después de la publicidad|sigue leyendo después de la publicidad|"
     "artikkelen fortsetter under annonsen|saken fortsetter under annonsen|"
     "artikeln fortsätter efter annonsen|juttu jatkuu mainoksen jälkeen|"
     "η συνέχεια μετά τη διαφήμιση|cikk folytatása a hirdetés után|haberin devamı|"
     "haberin devamı için tıklayın"},
    {Phrase::kAdvertisement,
     "advertisement|advertising|ad|ads|sponsored|sponsored content|promoted|paid content|"
     "paid post|scroll to continue|advertisement continue reading|ad feedback|"
     "skip advertisement|remove ads|scroll to continue with content|after the ad|"
     "advertisement skip|partner content|promoted content|from our partners|"
     "paid partner content|anzeige|werbung|anzeigen|gesponsert|sponsored post|"
     "nach der werbung weiterlesen|ende der anzeige|advertorial|publicité|annonce|"
     "contenu sponsorisé|sponsorisé|la suite après la publicité|"
     "la suite après cette publicité|pub|publicidad|anuncio|anuncios|patrocinado|"
     "contenido patrocinado|pubblicità|annuncio|contenuto sponsorizzato|sponsorizzato|annunci|"
     "publicidade|anúncio|conteúdo patrocinado|pub continue a ler a seguir|propaganda|"
     "advertentie|reclame|gesponsord|annons|reklam|annonsering|"
     "artiklen fortsætter efter annoncen|annonse|annonsørinnhold|mainos|reklama|"
     "artykuł sponsorowany|materiał sponsorowany|inzerce|komerční sdělení|реклама|"
     "на правах "
     "рекламы|reklamlar|ilan|広告|スポンサーリンク|広告の後に続きます|广告|廣告|推广|광고|스폰서|"
     "إعلان|إعلانات|"
     "διαφήμιση|hirdetés|publicitate|"
     "annuncio pubblicitario|contenuto pubblicitario|פרסומת|תוכן ממומן|فرסומי|تبلیغات|"
     "آگهی|विज्ञापन|iklan|quảng cáo|oglas|oglašavanje|reklāma|reklaam|publicitat|anunci|"
     "โฆษณา|mainos alkaa|mainos päättyy|annonse artikkelen fortsetter|"
     "publicidade continua a seguir|continua após publicidade|스폰서 광고"},
    {Phrase::kRelated,
     "related|related articles|related article|related stories|related story|related content|"
     "related topics|related links|related posts|related news|related video|related coverage|"
     "related reading|also|read|more on|more on this|more on this story|more from|more "
     "stories|more "
     "news|"
     "read also|also read|read next|see also|you may also like|you might also like|"
     "recommended|recommended stories|recommended for you|recommended reading|most read|"
     "most popular|most viewed|trending|trending now|top stories|latest news|latest stories|"
     "editor s picks|editors picks|must read|must reads|don t miss|up next|what to read next|"
     "more like this|further reading|around the web|from the web|popular now|popular stories|"
     "popular posts|in case you missed it|more in|more coverage|in this story|more to read|"
     "keep on reading|more to explore|people are also reading|people also read|also of interest|"
     "lesen sie auch|mehr zum thema|zum thema|"
     "das könnte sie auch interessieren|das könnte dich auch interessieren|auch interessant|"
     "lesen sie mehr zum thema|lesen sie dazu auch|lesetipps|lesetipp|weitere artikel|"
     "weitere themen|meistgelesen|meistgelesene artikel|mehr aus|verwandte artikel|"
     "verwandte themen|passend dazu|empfehlungen der redaktion|top themen|"
     "aktuelle nachrichten|lies auch|auch lesenswert|weitere nachrichten|mehr dazu|"
     "mehr lesen über|weiterführende links|ähnliche artikel|à lire aussi|lire aussi|"
     "à voir aussi|voir aussi|sur le même sujet|les plus lus|à lire également|"
     "dans la même rubrique|articles liés|vous aimerez aussi|à ne pas manquer|lire également|"
     "sur le même thème|plus d articles|le plus lu|à lire|nos articles|lea también|"
     "lee también|leer también|te puede interesar|le puede interesar|más noticias|"
     "noticias relacionadas|lo más leído|artículos relacionados|más sobre|ver también|"
     "también te puede interesar|relacionadas|relacionado|relacionados|seguir leyendo|sigue "
     "leyendo|más leídas|temas relacionados|"
     "mira también|te recomendamos|leggi anche|potrebbe interessarti|articoli correlati|"
     "i più letti|ti potrebbe interessare|approfondimenti|vedi anche|"
     "potrebbe interessarti anche|più letti|correlati|notizie correlate|leia também|"
     "veja também|mais lidas|notícias relacionadas|artigos relacionados|mais notícias|"
     "recomendadas|ver também|leia ainda|lees ook|meer over|gerelateerd|meest gelezen|"
     "gerelateerde artikelen|lees meer over|zie ook|aanbevolen|bekijk ook|läs också|läs även|"
     "läs mer om|mest läst|relaterat|relaterade artiklar|se också|læs også|mest læste|"
     "relaterede artikler|se også|les også|mest lest|les mer om|relatert|flere saker|lue myös|"
     "luetuimmat|aiheesta lisää|czytaj także|czytaj też|zobacz także|zobacz też|"
     "przeczytaj także|przeczytaj też|polecane|najczęściej czytane|podobne artykuły|powiązane|"
     "zobacz również|czytaj również|čtěte také|související|související články|nejčtenější|"
     "mohlo by vás zajímat|doporučujeme|přečtěte si také|další články|читайте также|по теме|"
     "материалы по теме|смотрите также|похожие материалы|самое читаемое|популярное|"
     "читайте ещё|рекомендуем|другие новости|читайте по теме|читайте також|дивіться також|"
     "популярні новини|ilgili haberler|bunlar da ilginizi çekebilir|ayrıca okuyun|"
     "son dakika "
     "haberleri|関連記事|あわせて読みたい|おすすめ記事|人気記事|アクセスランキング|関連リンク|"
     "関連ニュース|相关阅读|相关新闻|延伸阅读|"
     "热门推荐|推荐阅读|相關新聞|延伸閱讀|관련 기사|관련기사|많이 본 뉴스|추천 기사|인기 기사|اقرأ "
     "أيضا|اقرأ أيضًا|مواضيع ذات صلة|"
     "ذات صلة|الأكثر قراءة|شاهد أيضا|أخبار ذات صلة|διαβάστε επίσης|σχετικά άρθρα|"
     "kapcsolódó cikkek|olvasta már|ajánlott|citește și|articole similare|"
     "קראו גם|קרא גם|עוד בנושא|כתבות נוספות|אולי יעניין אותך|הכי נקראות|بیشتر بخوانید|"
     "اخبار مرتبط|مطالب مرتبط|خبرهای مرتبط|پربازدیدترین|یہ بھی پڑھیں|यह भी पढ़ें|"
     "ये भी पढ़ें|इसे भी पढ़ें|संबंधित खबरें|baca juga|berita terkait|artikel terkait|"
     "terpopuler|berita terpopuler|lihat juga|simak juga|tin liên quan|bài liên quan|"
     "tin cùng chuyên mục|đọc nhiều nhất|tin mới nhất|có thể bạn quan tâm|прочетете още|"
     "вижте още|още по темата|свързани новини|най четени|pročitajte još|pročitajte i|"
     "povezani članci|povezane vijesti|najčitanije|preberite tudi|prečítajte si aj|"
     "čítajte aj|súvisiace články|najčítanejšie|susiję straipsniai|"
     "skaitomiausi|loe ka|loe lisaks|seotud artiklid|lasi arī|saistītie raksti|"
     "llegiu també|llegeix també|notícies relacionades|ข่าวที่เกี่ยวข้อง|อ่านเพิ่มเติม|"
     "ссылки по теме|читайте также по теме|ещё по теме|новости по теме|"
     "materiały powiązane|mer om ämnet|mer fra|kapcsolódó|ajánljuk|ez is érdekelheti|"
     "olvassa el ezt is|citiți și|articole recomandate|cele mai citite|διαβάστε ακόμα|"
     "διαβάστε ακόμη|δείτε επίσης|δείτε ακόμα|ilgili haber|ilgili içerikler|çok okunanlar|"
     "en çok okunanlar|اقرأ أيضاً|اقرأ ايضا|أخبار ذات علاقة|مقالات ذات صلة|لقراءة المزيد"},
    {Phrase::kShare,
     "share|share this|share this article|share this story|share article|share on facebook|"
     "share on twitter|share on x|share on linkedin|share on whatsapp|share via email|"
     "share with friends|tweet|email|e mail|email this|print|print this|print article|pin it|"
     "copy link|link copied|save|save article|bookmark|facebook|twitter|whatsapp|linkedin|"
     "reddit|pinterest|telegram|messenger|flipboard|instagram|youtube|tumblr|like|follow us|"
     "follow|gift article|gift this article|share full article|share options|add to bookmarks|"
     "listen|listen to this article|listen to article|summarize this article|"
     "summarize this article for me|summarize this article with|summarise this article|"
     "copy url|follow us on facebook|"
     "follow us on twitter|threads|bluesky|tiktok|snapchat|sms|text size|resize text|"
     "report this|add us on google|print this page|print this article|print this story|"
     "printer friendly|printer friendly version|printable version|email this page|"
     "email this article|email this story|e mail this page|e mail this article|"
     "e mail this story|email to a friend|e mail to a friend|email article|email story|"
     "e mail this to a friend|email this to a friend|e mail this story to a friend|"
     "email this story to a friend|reprints|reprints permissions|reprints and permissions|"
     "digg|digg this|stumbleupon|delicious|del icio us|recommend|buzz up|single page|"
     "share this page|click to copy|teilen|artikel teilen|auf facebook teilen|"
     "auf twitter teilen|auf x teilen|per mail teilen|per e mail teilen|drucken|merken|"
     "artikel drucken|senden|versenden|link kopieren|vorlesen|artikel merken|"
     "als e mail versenden|per whatsapp teilen|whatsapp teilen|folgen sie uns|mailen|"
     "speichern|anhören|artikel anhören|schriftgröße|partager|partager sur facebook|"
     "partager sur twitter|partager cet article|imprimer|envoyer par email|envoyer|"
     "copier le lien|suivez nous|enregistrer|partager l article|écouter|écouter l article|"
     "envoyer par e mail|offrir l article|compartir|compartir en facebook|"
     "compartir en twitter|compartir en whatsapp|comparte|imprimir|enviar por correo|"
     "copiar enlace|síguenos|guardar|enviar|escuchar|comparte esta noticia|"
     "comparte en facebook|compartir esta noticia|condividi|condividi su facebook|"
     "condividi su twitter|stampa|invia per email|copia link|seguici|salva|"
     "condividi questo articolo|ascolta|ascolta l articolo|compartilhar|compartilhe|partilhar|"
     "compartilhar no facebook|copiar link|siga nos|salvar|ouvir|compartilhe esta notícia|"
     "delen|deel dit artikel|deel|deel op facebook|deel via|printen|afdrukken|kopieer link|"
     "volg ons|opslaan|bewaren|dela|dela artikeln|dela på facebook|skriv ut|spara|"
     "kopiera länk|del|del artikel|del på facebook|del artikkel|skriv ut artikkel|"
     "kopier lenke|kopier link|tip en ven|jaa|jaa artikkeli|tulosta|udostępnij|drukuj|"
     "skopiuj link|podziel się|tweetnij|zapisz|obserwuj nas|sdílet|sdílet na facebooku|tisk|"
     "tisknout|kopírovat odkaz|vytisknout|поделиться|распечатать|поделитесь|"
     "скопировать ссылку|сохранить|печать|подписывайтесь|вконтакте|одноклассники|"
     "поделиться в соцсетях|поділитися|роздрукувати|paylaş|yazdır|bağlantıyı kopyala|takip et|"
     "シェア|シェアする|共有|ツイート|印刷|リンクをコピー|フォローする|分享|打印|收藏|分享到|"
     "复制链接|微信|微博|列印|공유|공유하기|인쇄|스크랩|기사 공유|"
     "링크 복사|شارك|مشاركة|طباعة|نسخ الرابط|تويتر|فيسبوك|واتساب|شارك المقال|κοινοποίηση|εκτύπωση|"
     "megosztás|nyomtatás|distribuie|tipărește|"
     "שתף|שתפו|שיתוף|הדפסה|به اشتراک بگذارید|اشتراک گذاری|چاپ|لینک کوتاه|ارسال به دوستان|"
     "शेयर करें|शेयर|bagikan|salin tautan|cetak|chia sẻ|in bài|сподели|podijeli|podeli|"
     "zdieľať|dalintis|dalīties|comparteix|แชร์|версия для печати|отправить по почте|"
     "отправить другу|artikel versenden|zum seitenanfang|artikel weiterempfehlen|"
     "cetak "
     "artikel|글자크기조정|글씨키우기|기사공유하기|小字号|大字号|放大字体|缩小字体|إرسال|أرسل|"
     "ارسال"},
    {Phrase::kNewsletter,
     "newsletter|newsletters|sign up|sign up for our newsletter|subscribe to our newsletter|"
     "get our newsletter|sign up for newsletters|get the newsletter|join our newsletter|"
     "sign up for free|sign up here|enter your email|enter your email address|email address|"
     "your email address|get breaking news alerts|sign up now|newsletter sign up|"
     "daily newsletter|get the app|download our app|download the app|newsletter abonnieren|"
     "newsletter bestellen|jetzt newsletter abonnieren|kostenlos abonnieren|unser newsletter|"
     "newsletter anmeldung|jetzt anmelden|e mail adresse|ihre e mail adresse|"
     "inscrivez vous à notre newsletter|s inscrire à la newsletter|s abonner à la newsletter|"
     "inscription newsletter|votre adresse e mail|la newsletter|recevoir la newsletter|"
     "suscríbete a nuestra newsletter|boletín|boletines|suscríbete al boletín|"
     "apúntate a la newsletter|iscriviti alla newsletter|iscriviti|assine a newsletter|"
     "assine nossa newsletter|receba nossa newsletter|schrijf je in voor de nieuwsbrief|"
     "nieuwsbrief|nyhetsbrev|prenumerera på nyhetsbrevet|nyhedsbrev|tilmeld nyhedsbrev|"
     "uutiskirje|tilaa uutiskirje|zapisz się do newslettera|odběr novinek|odebírat newsletter|"
     "подписаться на рассылку|рассылка|bülten|bültene abone "
     "ol|メールマガジン|ニュースレター|订阅|訂閱電子報|뉴스레터|"
     "뉴스레터 구독|النشرة البريدية|اشترك في النشرة|ενημερωτικό δελτίο|hírlevél|"
     "abonează te la newsletter"},
    {Phrase::kComments,
     "comments|comment|leave a comment|post a comment|view comments|show comments|"
     "add a comment|join the conversation|join the discussion|no comments|reply|"
     "write a comment|comments closed|read comments|see comments|add comment|"
     "view all comments|sort comments|be the first to comment|leave a reply|report comment|"
     "conversation|kommentare|kommentar|kommentieren|kommentar schreiben|kommentare anzeigen|"
     "diskutieren sie mit|mitdiskutieren|alle kommentare|antworten|kommentar verfassen|"
     "jetzt kommentieren|commentaires|commenter|réagir|laisser un commentaire|"
     "voir les commentaires|ajouter un commentaire|répondre|commentaire|vos réactions|"
     "comentarios|comentar|ver comentarios|deja un comentario|escribe un comentario|"
     "añadir comentario|responder|comentario|commenti|commenta|lascia un commento|"
     "scrivi un commento|vedi commenti|rispondi|comentários|comente|deixe um comentário|"
     "ver comentários|deixe seu comentário|reacties|reageer|plaats een reactie|"
     "bekijk reacties|reageren|kommentarer|kommentera|skriv en kommentar|kommenter|kommentit|"
     "kommentoi|komentarze|skomentuj|dodaj komentarz|komentáře|diskuse|vstoupit do diskuse|"
     "přidat komentář|diskuze|комментарии|комментировать|оставить комментарий|обсудить|"
     "коментарі|залишити коментар|yorumlar|yorum "
     "yap|コメント|コメントする|コメントを書く|评论|发表评论|留言|댓글|댓글쓰기|"
     "댓글 달기|التعليقات|أضف تعليقا|تعليقات|σχόλια|hozzászólások|hozzászólás|comentarii|"
     "adaugă comentariu|"
     "תגובות|הוסף תגובה|کامنت|نظرات|نظر شما|ارسال نظر|टिप्पणी|टिप्पणियां|tulis komentar|"
     "bình luận|ý kiến bạn đọc|коментари|коментар|dodaj komentar|komentāri|kommentaarid|"
     "komentarai|comentaris|ความคิดเห็น"},
    {Phrase::kCredit,
     "photo|photo credit|photos|photo by|photos by|photographer|illustrations by|image|"
     "image credit|image source|picture|"
     "picture credit|credit|credits|image by|photograph by|photograph|photo illustration|"
     "source|photography|getty images|media source|illustration|illustration by|photo source|"
     "cartoon|artwork|"
     "image courtesy|photo courtesy|picture by|file photo|images|foto|fotos|bild|bilder|"
     "bildquelle|bildnachweis|quelle|fotograf|foto von|bildrechte|symbolbild|archivbild|"
     "grafik|fotoquelle|copyright|crédit|crédit photo|crédits|crédits photo|photographie|"
     "source de l image|crédits photos|photo d illustration|légende et crédit|crédito|"
     "créditos|fotografía|imagen|fuente|foto de archivo|foto cortesía|foto de|fotografia|"
     "immagine|fonte|credito|credit foto|foto di|immagini|imagem|crédito da foto|reprodução|"
     "divulgação|arquivo|foto arquivo|beeld|afbeelding|bron|foto van|illustratie|bildkälla|"
     "fotografi|kilde|billede|bilde|kuva|kuvat|kuvaaja|lehtikuva|fot|zdjęcie|źródło|"
     "autor zdjęcia|zdroj|autor fotografie|ilustrační foto|фото|источник|источник фото|"
     "фотография|изображение|автор фото|фото автора|джерело|fotoğraf|kaynak|görsel|写真|撮影|提供|"
     "画像|出典|图片来源|图源|摄影|资料图|來源|圖片來源|攝影|사진|사진 출처|출처|사진제공|사진 "
     "제공|تصوير|مصدر الصورة|الصورة|المصدر|"
     "φωτογραφία|φωτο|φωτό|φωτ|πηγή|fotó|fotók|forrás|kép|sursa foto|sursa|ảnh|nguồn ảnh|"
     "nuotrauka|nuotr|צילום|צילומים|קרדיט|फोटो|फ़ोटो|तस्वीर|عکس|عکاس|zdj|снимка|фотограф|"
     "світлина|valokuva"},
    {Phrase::kCaptionLabel,
     "image caption|caption|photo caption|media caption|picture caption|video caption|"
     "bildunterschrift|bildtext|bildbeschreibung|bild unterschrift|légende|légende image|"
     "légende photo|pie de foto|pie de imagen|leyenda|didascalia|legenda|legenda da foto|"
     "onderschrift|bijschrift|fotobijschrift|billedtekst|bildetekst|kuvateksti|podpis|"
     "podpis zdjęcia|popisek|podpis pod zdjęciem|подпись к фото|підпис до фото|"
     "resim açıklaması|fotoğraf altı yazısı|画像説明|写真説明|图像加注文字|图说|圖像加註文字|사진 "
     "설명|"
     "التعليق على الصورة|صورة توضيحية|λεζάντα|képaláírás|legendă foto"},
    {Phrase::kPublished,
     "published|published on|published at|published date|posted|posted on|posted at|post time|"
     "post date|"
     "first published|first published on|date|date published|publication date|issued|created|"
     "created on|added|originally published|released|release date|publish date|posted by|"
     "veröffentlicht|veröffentlicht am|erschienen|erschienen am|erstellt|erstellt am|"
     "publiziert|publiziert am|gepostet|gepostet am|pressemitteilung vom|medienmitteilung vom|"
     "datum|online seit|erstveröffentlichung|vom|publié|publié le|"
     "paru le|créé le|mis en ligne le|date de publication|publiée le|posté le|publicado|"
     "publicado el|fecha|fecha de publicación|publicada|publicada el|creado|pubblicato|"
     "pubblicato il|pubblicato alle|data|data pubblicazione|creato il|pubblicata|publicado em|"
     "publicado a|data de publicação|publicada em|criado em|gepubliceerd|gepubliceerd op|"
     "geplaatst|geplaatst op|datum publicatie|publicerad|publicerat|publicerades|publiceret|"
     "udgivet|offentliggjort|publisert|julkaistu|opublikowano|data publikacji|dodano|"
     "data utworzenia|publikacja|utworzono|publikováno|vydáno|zveřejněno|vloženo|опубликовано|"
     "дата публикации|размещено|дата|опубліковано|дата публікації|yayınlanma|yayın tarihi|"
     "yayınlanma tarihi|giriş "
     "tarihi|giriş|eklenme|公開|公開日|掲載|掲載日|配信|投稿日|发布时间|发表时间|发布|發布時間|"
     "發布|"
     "입력|등록|승인|기사입력|게시|نشر|تاريخ النشر|نشر في|نُشر في|نشر "
     "بتاريخ|δημοσίευση|δημοσιεύθηκε|"
     "megjelent|közzétéve|publicat|publicat la|data publicării|"
     "פורסם|פורסם ב|תאריך פרסום|تاریخ انتشار|منتشر شده در|انتشار|प्रकाशित|प्रकाशन तिथि|"
     "पब्लिश|diterbitkan|dipublikasikan|đăng lúc|ngày đăng|xuất bản|публикувано|"
     "публикувана|дата на публикуване|objavljeno|objavljen|datum objave|publikované|"
     "zverejnené|paskelbta|avaldatud|publicēts|เผยแพร่|تم "
     "النشر|نشرت|نُشر|发布日期|发表于|發表於|發佈|"
     "發佈時間|刊登|発行|発行日|公開日時|配信日時|掲載日時|投稿日時|송고|송고시간|작성|yayınlandı|"
     "yayımlanma|yayımlandı|"
     "oluşturulma tarihi|eklenme tarihi|дата створення|додано|створено|"
     "ημερομηνία δημοσίευσης|publikováno dne|létrehozva|közzétéve ekkor|megjelenés"},
    {Phrase::kUpdated,
     "updated|updated on|updated at|last updated|last update|last updated on|last updated at|"
     "update|modified|last modified|revised|edited|last edited|last reviewed|updated date|"
     "changed|aktualisiert|aktualisiert am|zuletzt aktualisiert|zuletzt aktualisiert am|stand|"
     "letzte aktualisierung|aktualisierung|geändert am|letzte änderung|zuletzt geändert|"
     "aktualisierte fassung vom|mis à jour|mis à jour le|mise à jour|modifié le|"
     "dernière mise à jour|actualisé le|mise à jour le|modifié|actualisé|"
     "dernière modification|maj|maj le|actualizado|actualizado el|actualizada|actualizada el|"
     "última actualización|modificado|actualizado a las|actualización|modificado el|"
     "aggiornato|aggiornato il|aggiornato alle|ultimo aggiornamento|modificato il|"
     "aggiornamento|modifica|atualizado|atualizado em|actualizado em|última atualização|"
     "atualizada em|atualizado há|modificado em|bijgewerkt|bijgewerkt op|laatst bijgewerkt|"
     "laatste update|geüpdatet|aangepast|gewijzigd|uppdaterad|senast uppdaterad|uppdaterat|"
     "uppdaterades|opdateret|sidst opdateret|oppdatert|sist oppdatert|päivitetty|muokattu|"
     "aktualizacja|zaktualizowano|ostatnia aktualizacja|data aktualizacji|aktualizováno|"
     "aktualizace|upraveno|naposledy aktualizováno|обновлено|дата обновления|"
     "последнее обновление|изменено|оновлено|останнє оновлення|güncelleme|güncellenme|"
     "güncellenme tarihi|son "
     "güncelleme|güncellendi|更新|更新日|最終更新|最終更新日|更新时间|更新於|最后更新|更新時間|"
     "수정|"
     "업데이트|최종수정|최종 수정|تحديث|آخر تحديث|تم التحديث|ενημέρωση|ενημερώθηκε|τελευταία "
     "ενημέρωση|"
     "zuletzt am|wurde zuletzt am|diese seite wurde zuletzt am|zuletzt bearbeitet|zuletzt "
     "bearbeitet am|letzte bearbeitung|modifiée pour la dernière fois le|dernière modification "
     "le|dernière modification de cette page|se editó por última vez|última modificación|última "
     "edición|modificata per l'ultima volta|ultima modifica|ultima modifica il|editada pela última "
     "vez|última modificação|última edição|laatst bewerkt|laatst bewerkt op|laatst "
     "gewijzigd|redigerades senast|senast redigerad|senast ändrad|sist redigert|sist endret|senest "
     "ændret|senest opdateret|muokattu viimeksi|viimeksi muokattu|ostatnio edytowano|ostatnia "
     "modyfikacja|ostatnia zmiana|naposledy editována|poslední změna|poslední úprava|последнее "
     "изменение|отредактирована|останнє редагування|востаннє редагувалася|son değiştirilme|son "
     "değiştirme|最終編集|最后编辑于|最后修订|最後修訂|最后修改|마지막으로 편집|마지막 "
     "수정|terakhir diubah|terakhir diperbarui|diperbarui|آخر تعديل|utolsó módosítás|ultima "
     "modificare|"
     "frissítve|utolsó frissítés|actualizat|actualizat la|ultima actualizare|"
     "עודכן|עודכן ב|עדכון אחרון|به روز رسانی|بروزرسانی|آخرین به روز رسانی|به روز شده|"
     "अपडेटेड|अपडेट|अद्यतन|diperbaharui|cập nhật|cập nhật lúc|обновено|последна промяна|"
     "обновена|ažurirano|posljednja izmjena|zadnja izmjena|posodobljeno|aktualizované|"
     "aktualizovaný|atnaujinta|uuendatud|muudetud|atjaunots|papildināts|actualitzat|"
     "อัปเดต|ปรับปรุงล่าสุด|حُدّث|تم تحديثه|更新日時|更新日期|最後更新|최종업데이트|업데이트 "
     "시간|оновлено о|"
     "актуализирано|módosítva|módosítás|τελευταία τροποποίηση|ενημερώθηκε στις|muutettu|"
     "frissült"},
    {Phrase::kVideo,
     "video|videos|play video|watch video|watch|watch now|watch live|play|replay|must watch|"
     "this is a modal window|now playing|watch this|video player|just watched|replay more videos|"
     "media playback is unsupported on your device|watch the video|play now|watch video here|"
     "video transcript|more videos|video abspielen|video ansehen|im video|video starten|"
     "abspielen|jetzt abspielen|videos zum thema|zum video|vidéo|voir la vidéo|lire la vidéo|"
     "regarder la vidéo|en vidéo|regarder|vídeo|ver vídeo|ver video|reproducir|en video|"
     "en vídeo|mira el video|reproducir video|guarda il video|il video|riproduci|guarda|"
     "assista|assista ao vídeo|veja o vídeo|assistir|em vídeo|bekijk video|bekijk de video|"
     "video afspelen|afspelen|speel video af|se video|se videon|spela|spela upp|spela video|"
     "afspil|afspil video|se videoen|spill av|se filmen|katso video|wideo|film|zobacz wideo|"
     "zobacz film|odtwórz|obejrzyj|přehrát|přehrát video|spustit video|видео|смотреть видео|"
     "воспроизвести|смотреть|відео|дивитися відео|izle|videoyu "
     "izle|動画|動画を見る|再生|映像|视频|播放|播放视频|"
     "影片|播放影片|影音|동영상|영상|동영상 보기|영상 보기|재생|فيديو|شاهد "
     "الفيديو|شاهد|تشغيل|بالفيديو|βίντεο|"
     "δείτε το βίντεο|videó|lejátszás|redă video"},
    {Phrase::kAccount,
     "log in|login|sign in|log out|sign out|register|subscribe|subscribe now|my account|"
     "account|create account|join now|become a member|join|already a subscriber|support us|"
     "donate|contribute|profile|create a free account|already have an account|"
     "start free trial|manage account|subscribe today|try for free|get started|"
     "forgot password|username|password|remember me|cart|checkout|add to cart|wishlist|"
     "anmelden|einloggen|registrieren|jetzt registrieren|abonnieren|abo|konto|mein konto|"
     "abmelden|jetzt abonnieren|abo abschließen|e paper|warenkorb|in den warenkorb|"
     "mein profil|passwort|se connecter|connexion|s inscrire|s abonner|abonnez vous|"
     "mon compte|je m abonne|déjà abonné|se déconnecter|créer un compte|panier|"
     "ajouter au panier|identifiez vous|iniciar sesión|suscríbete|registrarse|mi cuenta|"
     "suscribirse|regístrate|acceder|entrar|ingresar|inicia sesión|añadir al carrito|carrito|"
     "accedi|abbonati|registrati|il mio account|entra|esci|carrello|assine|assinar|"
     "cadastre se|login assinante|minha conta|carrinho|assine já|inloggen|aanmelden|abonneren|"
     "registreren|mijn account|word abonnee|winkelwagen|logga in|prenumerera|bli prenumerant|"
     "mitt konto|log ind|bliv abonnent|min konto|logg inn|bli abonnent|kirjaudu|tilaa|"
     "kirjaudu sisään|zaloguj się|zaloguj|zarejestruj się|subskrybuj|moje konto|koszyk|"
     "wyloguj|přihlásit se|přihlásit|předplatit|registrace|odhlásit|košík|войти|вход|"
     "регистрация|подписаться|личный кабинет|оформить подписку|увійти|реєстрація|giriş yap|"
     "üye ol|abone "
     "ol|ログイン|会員登録|購読|新規登録|登录|注册|登入|註冊|로그인|회원가입|구독|구독하기|تسجيل "
     "الدخول|اشترك|تسجيل|"
     "σύνδεση|εγγραφή|bejelentkezés|regisztráció|előfizetés|autentificare|înregistrare"},
    {Phrase::kNavigation,
     "skip to content|skip to main content|skip to navigation|menu|main menu|home|home page|"
     "search|close|open menu|close menu|navigation|back|back to top|top|contact|contact us|"
     "about|about us|sections|more sections|breaking news|latest|news|world|sports|business|"
     "politics|opinion|weather|toggle navigation|sitemap|site map|faq|help|support|jobs|"
     "careers|language|english|settings|filter|sort by|next page|previous page|older posts|"
     "newer posts|all categories|categories|archive|archives|explore|shop|shop now|cancel|ok|"
     "loading|go|submit|breadcrumb|you are here|expand menu|show navigation|hide navigation|"
     "open navigation menu|back to home|open search|search for|zum inhalt springen|zum inhalt|"
     "menü|startseite|suche|suchen|schließen|nach oben|kontakt|über uns|ressorts|eilmeldung|"
     "zur startseite|hauptmenü|menü öffnen|menü schließen|hauptnavigation|"
     "zum hauptinhalt springen|seite|zurück zur startseite|abbrechen|hilfe|aller au contenu|"
     "menu principal|accueil|recherche|rechercher|fermer|retour|haut de page|contactez nous|"
     "à propos|rubriques|aller au contenu principal|retour en haut|aide|plan du site|"
     "saltar al contenido|ir al contenido|menú|inicio|portada|buscar|cerrar|volver|contacto|"
     "secciones|última hora|volver arriba|quiénes somos|ayuda|ir al contenido principal|"
     "vai al contenuto|cerca|chiudi|torna su|contatti|chi siamo|sezioni|ultima ora|"
     "torna alla home|ir para o conteúdo|pular para o conteúdo|início|pesquisar|fechar|voltar|"
     "contato|sobre|últimas notícias|voltar ao topo|página inicial|quem somos|"
     "ga naar de inhoud|zoeken|sluiten|terug|over ons|naar boven|net binnen|voorpagina|"
     "till innehållet|hoppa till innehåll|meny|sök|stäng|startsidan|om oss|kontakta oss|"
     "gå til indhold|søg|luk|forside|om os|gå til innhold|søk|lukk|forsiden|hae|valikko|"
     "etusivu|siirry sisältöön|przejdź do treści|szukaj|zamknij|strona główna|do góry|o nas|"
     "wyszukaj|hledat|zavřít|domů|nahoru|úvod|přejít k obsahu|o nás|hlavní stránka|главная|"
     "меню|поиск|закрыть|наверх|контакты|о нас|новости|на главную|найти|рубрики|головна|пошук|"
     "новини|içeriğe geç|anasayfa|ana sayfa|ara|kapat|son "
     "dakika|本文へスキップ|メニュー|検索|閉じる|ホーム|トップ|"
     "トップページ|首页|搜索|关闭|菜单|返回顶部|首頁|搜尋|關閉|메뉴|검색|닫기|홈|본문 "
     "바로가기|القائمة|بحث|إغلاق|الرئيسية|اتصل بنا|"
     "من نحن|الصفحة الرئيسية|عاجل|αρχική|μενού|αναζήτηση|főoldal|keresés|bezárás|acasă|"
     "căutare|închide|meniu"},
    {Phrase::kLegal,
     "privacy policy|privacy|terms of use|terms of service|terms and conditions|terms|"
     "cookie policy|cookies|cookie settings|all rights reserved|accept all|accept cookies|"
     "accept|reject all|manage cookies|manage preferences|legal notice|legal|"
     "do not sell my personal information|do not sell or share my personal information|"
     "accessibility|copyright|disclaimer|imprint|ad choices|adchoices|your privacy choices|"
     "cookie preferences|privacy notice|accessibility statement|privacy settings|"
     "accept all cookies|necessary cookies|california privacy rights|licensing|permissions|"
     "cookie consent|code of conduct|corrections policy|datenschutz|impressum|agb|"
     "datenschutzerklärung|nutzungsbedingungen|cookie einstellungen|alle rechte vorbehalten|"
     "alle akzeptieren|cookies akzeptieren|mediadaten|widerruf|akzeptieren|ablehnen|"
     "datenschutzeinstellungen|barrierefreiheit|jugendschutz|verträge hier kündigen|"
     "privatsphäre|utiq verwalten|mentions légales|politique de confidentialité|"
     "conditions générales|cgu|cgv|gestion des cookies|tous droits réservés|tout accepter|"
     "tout refuser|confidentialité|paramétrer les cookies|données personnelles|"
     "conditions d utilisation|accepter|política de privacidad|aviso legal|"
     "términos y condiciones|política de cookies|todos los derechos reservados|aceptar|"
     "aceptar todas|condiciones de uso|configurar cookies|aceptar cookies|"
     "informativa sulla privacy|note legali|tutti i diritti riservati|termini e condizioni|"
     "accetta|accetta tutti|preferenze cookie|impostazioni privacy|política de privacidade|"
     "termos de uso|todos os direitos reservados|aceitar|aceitar todos|termos e condições|"
     "privacybeleid|algemene voorwaarden|cookiebeleid|alle rechten voorbehouden|"
     "cookie instellingen|accepteren|gebruiksvoorwaarden|cookiepolicy|integritetspolicy|"
     "villkor|privatlivspolitik|personvern|personvernerklæring|cookiepolitik|tietosuoja|"
     "käyttöehdot|tietosuojaseloste|polityka prywatności|regulamin|wszelkie prawa zastrzeżone|"
     "polityka cookies|zasady ochrany osobních údajů|všechna práva vyhrazena|"
     "ochrana osobních údajů|nastavení cookies|ochrana soukromí|podmínky užití|"
     "политика конфиденциальности|пользовательское соглашение|все права защищены|"
     "правила пользования|політика конфіденційності|всі права захищені|gizlilik politikası|"
     "kullanım koşulları|çerez politikası|tüm hakları "
     "saklıdır|プライバシーポリシー|利用規約|無断転載禁止|"
     "特定商取引法に基づく表記|隐私政策|版权所有|使用条款|隱私權政策|版權所有|개인정보처리방침|"
     "이용약관|무단전재 및 재배포 금지|저작권|سياسة الخصوصية|"
     "شروط الاستخدام|جميع الحقوق محفوظة|πολιτική απορρήτου|όροι χρήσης|adatvédelem|"
     "minden jog fenntartva|politica de confidențialitate|termeni și condiții"},
    {Phrase::kTags,
     "tags|topics|tagged|keywords|filed under|tag|tagged in|tagged with|in this article|"
     "more about|posted in|subjects|topics in this article|article topics|schlagwörter|"
     "schlagworte|themen|stichwörter|stichworte|themen dieses artikels|mots clés|thèmes|"
     "thématiques|sujets|etiquetas|temas|palabras clave|archivado en|argomenti|tag articolo|"
     "temi|parole chiave|assuntos|palavras chave|tópicos|trefwoorden|onderwerpen|ämnen|taggar|"
     "nyckelord|emner|emneord|stikord|aiheet|avainsanat|tagi|tematy|słowa kluczowe|témata|"
     "štítky|klíčová slova|теги|темы|метки|ключевые "
     "слова|теми|etiketler|konular|タグ|キーワード|标签|"
     "关键词|關鍵字|標籤|태그|키워드|وسوم|كلمات مفتاحية|الكلمات الدليلية|ετικέτες|címkék|etichete|"
     "תגיות|برچسب ها|برچسبها|कीवर्ड|टैग|kata kunci|topik|từ khóa|chủ đề|етикети|тагове|"
     "oznake|ključne riječi|kľúčové slová|žymos|sildid|birkas|etiquetes|แท็ก|الوسوم|"
     "الكلمات المفتاحية|etiket|cuvinte cheie|kulcsszavak|λέξεις κλειδιά"},
    {Phrase::kCorrection,
     "correction|corrections|clarification|editor s note|editors note|editor note|update|"
     "amended|this article was amended|a correction|an earlier version of this article|"
     "an earlier version of this story|this story has been corrected|"
     "this article has been corrected|this story has been updated|correction note|korrektur|"
     "richtigstellung|anmerkung der redaktion|anm d red|hinweis der redaktion|"
     "korrekturhinweis|in einer früheren version|transparenzhinweis|rectificatif|précision|"
     "note de la rédaction|erratum|ndlr|mise à jour|corrección|fe de errores|rectificación|"
     "nota de la redacción|nota del editor|fe de erratas|aclaración|errata corrige|rettifica|"
     "correzione|nota della redazione|errata|correção|nota da redação|retificação|erramos|"
     "rectificatie|correctie|noot van de redactie|verduidelijking|rättelse|korrigering|"
     "rettelse|præcisering|retting|presisering|oikaisu|täsmennys|sprostowanie|korekta|"
     "od redakcji|oprava|upřesnění|poznámka redakce|исправление|поправка|уточнение|"
     "от редакции|примечание "
     "редакции|виправлення|уточнення|düzeltme|訂正|訂正とお詫び|お詫びと訂正|更正|勘误|"
     "編按|정정|바로잡습니다|알립니다|تصحيح|تنويه|ملاحظة المحرر|διόρθωση|helyesbítés|javítás|erată|"
     "rectificare|"
     "תיקון|תיקון טעות|هشدار تصحیح|اصلاحیه|भूल सुधार|ralat|đính chính|поправка в текста|"
     "ispravak|ispravka|popravek|klaidos ištaisymas|parandus|labojums|correcció|rättat|"
     "rettet|oikaistu"},
};

bool is_letter_or_digit(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const auto type = u_charType(static_cast<UChar32>(c));
  return u_isalnum(static_cast<UChar32>(c)) || type == U_NON_SPACING_MARK ||
         type == U_COMBINING_SPACING_MARK;
}

char32_t fold_letter(char32_t c) {
  constexpr char32_t kDottedCapital = 0x130,
                     kDotlessSmall = 0x131;  // "İlan", "DEVAMI" and "devamı"
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c == kDottedCapital || c == kDotlessSmall) return 'i';
  return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

void append_folded(std::string& out, char32_t c) {
  c = fold_letter(c);
  if (c < 0x80)
    out += static_cast<char>(c);
  else
    append_utf8(out, c);
}

/// The first bytes of folded phrases, by which most lines are known to be none: three by kind,
/// then eight.
class Beginnings {
 public:
  static constexpr size_t kFew = 3, kMore = 8;

  void add(std::string_view phrase, Phrase kind) {
    CD_CHECK(phrase.size() + 1 >= kFew);
    const std::string begin = std::string(phrase) + ' ';  // a word or a count may follow
    kinds_[place_of_few(begin.data())] |= bit_of(kind);
    if (phrase.size() >= kMore) more_.set(place_of_more(phrase.data()));
  }
  /// Whether a line that begins with `few` may be a phrase, counts before and behind set aside.
  bool may_begin(const char* few) const {
    return (few[0] >= '0' && few[0] <= '9') || kinds_[place_of_few(few)] != 0;
  }
  /// The same for a line that begins with `more`. Behind a shorter phrase stands a count.
  bool may_go_on(const char* more) const {
    return more[kMore - 1] == ' ' || EightBytes(more, kMore).digits() != 0 ||
           more_[place_of_more(more)];
  }
  /// Whether a phrase of a kind may stand at the start of a line that begins with `few`.
  bool may_open(const char* few, Phrase kind) const {
    return (kinds_[place_of_few(few)] & bit_of(kind)) != 0;
  }

 private:
  static constexpr size_t kPlacesOfFew = 4096, kPlacesOfMore = 1u << 16;
  static_assert(kKinds <= 32);
  static uint32_t bit_of(Phrase kind) { return 1u << static_cast<uint32_t>(kind); }
  static size_t place_of_few(const char* few) {
    const auto at = [&](size_t i) { return static_cast<unsigned char>(few[i]); };
    return static_cast<size_t>(at(0) ^ at(1) << 4 ^ at(2) << 7) % kPlacesOfFew;
  }
  static size_t place_of_more(const char* more) {
    return EightBytes(more, kMore).number() * 0x9E3779B97F4A7C15ull >> 48;
  }

  std::array<uint32_t, kPlacesOfFew> kinds_{};
  std::bitset<kPlacesOfMore> more_;
};

/// The first bytes of a line, folded, where they are letters and digits of ASCII, or single spaces
/// between them: nine lines of ten begin so, and are known to be no phrase by a look at these.
class PlainStart {
 public:
  explicit PlainStart(std::string_view line) {
    const EightBytes ahead(line.data(), line.size());
    const uint64_t words = ahead.letters_and_digits(), spaces = ahead.equal_to(' ');
    const uint64_t small = ahead.small_letters();
    std::memcpy(letters_, &small, sizeof letters_);
    has_few_ = EightBytes::run_length(words) >= Beginnings::kFew;
    has_more_ = has_few_ && EightBytes::run_length(words | spaces) == Beginnings::kMore &&
                (spaces & spaces << 8) == 0;
  }
  bool is_known() const { return has_few_; }
  bool may_begin(const Beginnings& beginnings) const {
    return beginnings.may_begin(letters_) && (!has_more_ || beginnings.may_go_on(letters_));
  }

 private:
  static_assert(Beginnings::kMore == 8);
  char letters_[Beginnings::kMore];
  bool has_few_ = false, has_more_ = false;
};

/// A line with its letters folded, everything between words one space; cut behind the longest
/// phrase. `beginnings`, when given, end it where no phrase begins so: most lines.
class FoldedLine {
 public:
  FoldedLine(std::string_view line, const Beginnings* beginnings) {
    size_t at = 0;
    bool gap = false;
    size_t next_look = beginnings == nullptr ? SIZE_MAX : Beginnings::kFew;
    while (at < line.size() && size_ <= kMaxPhraseBytes) {
      const size_t from = at;
      const char32_t c = next_code_point(line, at);
      if (!is_letter_or_digit(c)) {
        gap = size_ != 0;
        if (from > 3 * kMaxPhraseBytes) return;
        continue;
      }
      if (gap) letters_[size_++] = ' ';
      gap = false;
      add(fold_letter(c));
      if (size_ < next_look) continue;
      const bool may_be = size_ < Beginnings::kMore
                              ? beginnings->may_begin(letters_)
                              : beginnings->may_begin(letters_) && beginnings->may_go_on(letters_);
      if (!may_be) {
        size_ = 0;
        return;
      }
      next_look = size_ < Beginnings::kMore ? Beginnings::kMore : SIZE_MAX;
    }
  }

  std::string_view text() const { return {letters_, size_}; }

 private:
  void add(char32_t folded) {
    if (folded < 0x80) {
      letters_[size_++] = static_cast<char>(folded);
      return;
    }
    std::string bytes;
    append_utf8(bytes, folded);
    size_ += bytes.copy(letters_ + size_, bytes.size());
  }

  char letters_[kMaxPhraseBytes + 8];  // a gap and a letter may stand behind the last one
  size_t size_ = 0;
};

/// Phrases by their text. A look-up reads one line of memory, most often, of which there are many
/// a page and long ways between them.
class PhraseTable {
 public:
  /// The first kind that a text is added with counts.
  void add(std::string_view text, Phrase kind) {
    if (find(text) != Phrase::kNone) return;
    if (2 * ++count_ > slots_.size()) grow();
    const uint64_t hash = hash_of(text);
    slots_[free_place(hash)] = {hash, static_cast<uint32_t>(letters_.size()),
                                static_cast<uint16_t>(text.size()), kind};
    letters_ += text;
  }
  Phrase find(std::string_view text) const {
    const uint64_t hash = hash_of(text);
    for (size_t at = place_of(hash); slots_[at].kind != Phrase::kNone; at = next(at))
      if (slots_[at].hash == hash && text_of(slots_[at]) == text) return slots_[at].kind;
    return Phrase::kNone;
  }

 private:
  struct Slot {
    uint64_t hash = 0;
    uint32_t first = 0;  // its letters in letters_
    uint16_t size = 0;
    Phrase kind = Phrase::kNone;  // none: free
  };

  static uint64_t hash_of(std::string_view text) {
    uint64_t hash = text.size();
    for (size_t at = 0; at < text.size(); at += 8) {
      hash =
          (hash ^ EightBytes(text.data() + at, text.size() - at).number()) * 0x9E3779B97F4A7C15ull;
      hash ^= hash >> 32;
    }
    return hash;
  }
  size_t place_of(uint64_t hash) const { return hash & (slots_.size() - 1); }
  size_t next(size_t at) const { return (at + 1) & (slots_.size() - 1); }
  size_t free_place(uint64_t hash) const {
    size_t at = place_of(hash);
    while (slots_[at].kind != Phrase::kNone) at = next(at);
    return at;
  }
  std::string_view text_of(const Slot& slot) const {
    return std::string_view(letters_).substr(slot.first, slot.size);
  }
  void grow() {
    std::vector<Slot> old(2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.kind != Phrase::kNone) slots_[free_place(slot.hash)] = slot;
  }

  std::vector<Slot> slots_ = std::vector<Slot>(1024);
  std::string letters_;
  size_t count_ = 0;
};

/// The table, folded: by phrase, for each kind its phrases in the order of their bytes, and what
/// they begin with.
struct Index {
  PhraseTable by_text;
  std::array<std::vector<std::string>, kKinds> by_kind;
  Beginnings beginnings;
};

Index build_index() {
  Index index;
  for (const PhraseRow& row : kTable) {
    size_t at = 0;
    while (at <= row.phrases.size()) {
      const size_t end = std::min(row.phrases.find('|', at), row.phrases.size());
      std::string text(FoldedLine(row.phrases.substr(at, end - at), nullptr).text());
      index.beginnings.add(text, row.kind);
      index.by_text.add(text, row.kind);
      index.by_kind[static_cast<size_t>(row.kind)].push_back(std::move(text));
      at = end + 1;
    }
  }
  for (auto& phrases : index.by_kind) std::sort(phrases.begin(), phrases.end());
  return index;
}

const Index& phrase_index() {
  static const Index index = build_index();
  return index;
}

bool is_number(std::string_view word) {
  return !word.empty() &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "comments 23" and "23 comments" without the count.
std::string_view without_counts(std::string_view text) {
  for (size_t cut = text.rfind(' '); cut != text.npos; cut = text.rfind(' ')) {
    if (!is_number(text.substr(cut + 1))) break;
    text = text.substr(0, cut);
  }
  for (size_t cut = text.find(' '); cut != text.npos; cut = text.find(' ')) {
    if (!is_number(text.substr(0, cut))) break;
    text = text.substr(cut + 1);
  }
  return text;
}

/// The phrases of one kind that begin with the bytes taken so far. A line is held against all of
/// them at once and is given up at the first letter with which none goes on.
class Candidates {
 public:
  explicit Candidates(const std::vector<std::string>& sorted)
      : first_(sorted.data()), last_(sorted.data() + sorted.size()) {}

  void take(std::string_view bytes) {
    for (const char c : bytes) {
      const auto byte = static_cast<unsigned char>(c);
      first_ = std::partition_point(first_, last_, [&](const std::string& phrase) {
        return phrase.size() <= taken_ || static_cast<unsigned char>(phrase[taken_]) < byte;
      });
      last_ = std::partition_point(first_, last_, [&](const std::string& phrase) {
        return static_cast<unsigned char>(phrase[taken_]) == byte;
      });
      ++taken_;
    }
  }
  bool are_none() const { return first_ == last_; }
  /// Whether what was taken is a whole phrase; the shortest comes first.
  bool has_whole() const { return first_ != last_ && first_->size() == taken_; }

 private:
  const std::string* first_;
  const std::string* last_;
  size_t taken_ = 0;
};

/// Whether a word ends in front of `at`.
bool is_word_border(std::string_view text, size_t at) {
  return at >= text.size() || !is_letter_or_digit(next_code_point(text, at));
}

bool is_label_mark(char32_t c) {
  return c == ':' || c == 0xFF1A || c == '|' || c == '-' || c == 0x2013 || c == 0x2014 ||
         c == '/' || c == 0xFF0F || c == '(' || c == 0x25B6 || c == 0x25BA || c == '>' || c == 0xBB;
}

/// Where the marks and the white space behind a phrase end; `has_mark` tells of a colon or a dash.
/// A hyphen that joins two words marks nothing: "update-rc.d".
size_t end_of_marks(std::string_view line, size_t end, bool& has_mark) {
  has_mark = false;
  if (end < line.size() && line[end] == '-' && !is_word_border(line, end + 1)) return end;
  for (size_t at = end; at < line.size(); end = at) {
    const char32_t c = next_code_point(line, at);
    if (is_label_mark(c) && c != '(') has_mark = true;
    if (!is_label_mark(c) && !u_isUWhiteSpace(static_cast<UChar32>(c))) break;
    if (c == '(') break;
  }
  return end;
}

/// Copies the first letters of a line, folded, where they are letters and digits of ASCII: of nine
/// lines in ten.
bool copy_plain(std::string_view line, char* letters) {
  if (line.size() < Beginnings::kFew) return false;
  for (size_t i = 0; i < Beginnings::kFew; ++i) {
    if (!is_letter(line[i]) && !is_digit(line[i])) return false;
    letters[i] = to_lower(line[i]);
  }
  return true;
}

/// Whether the first letters of a line are those of a phrase of `kind`: of most lines they are not.
bool may_open(const Beginnings& beginnings, std::string_view line, Phrase kind) {
  char letters[Beginnings::kFew + 1];
  if (copy_plain(line, letters)) return beginnings.may_open(letters, kind);
  size_t size = 0;
  bool gap = false;
  for (size_t at = 0; at < line.size() && size < Beginnings::kFew;) {
    const char32_t c = next_code_point(line, at);
    if (!is_letter_or_digit(c)) {
      gap = size != 0;
      continue;
    }
    if (c >= 0x80) return true;
    if (gap) letters[size++] = ' ';
    letters[size++] = static_cast<char>(fold_letter(c));
    gap = false;
  }
  return size < Beginnings::kFew || beginnings.may_open(letters, kind);
}

/// The length of a phrase of `kind` at the start of the line with what parts it from the rest; the
/// longest phrase wins.
size_t opening(std::string_view line, Phrase kind, bool needs_mark) {
  const Index& index = phrase_index();
  if (!may_open(index.beginnings, line, kind)) return 0;
  const std::string_view head = utf8_prefix(line, 2 * kMaxPhraseBytes);
  Candidates candidates(index.by_kind[static_cast<size_t>(kind)]);
  std::string letter;
  size_t longest = 0;
  bool gap = false, is_first = true;
  for (size_t at = 0; at < head.size() && !candidates.are_none();) {
    const char32_t c = next_code_point(head, at);
    if (!is_letter_or_digit(c)) {
      gap = !is_first;
      continue;
    }
    letter.assign(gap ? 1 : 0, ' ');
    append_folded(letter, c);
    candidates.take(letter);
    gap = is_first = false;
    if (!candidates.has_whole() || !is_word_border(head, at)) continue;
    bool has_mark = false;
    const size_t end = end_of_marks(line, at, has_mark);
    if (has_mark || !needs_mark) longest = end;
  }
  return longest;
}

bool is_ascii(std::string_view line) {
  for (size_t at = 0; at < line.size(); at += 8)
    if (EightBytes(line.data() + at, line.size() - at).wide() != 0) return false;
  return true;
}

Phrase phrase_of_folded(const Index& index, std::string_view folded) {
  if (folded.empty() || folded.size() > kMaxPhraseBytes) return Phrase::kNone;
  const Phrase phrase = index.by_text.find(folded);
  if (phrase != Phrase::kNone) return phrase;
  const std::string_view bare = without_counts(folded);
  return bare.size() < folded.size() ? index.by_text.find(bare) : Phrase::kNone;
}

}  // namespace

Phrase phrase_of(std::string_view line) {
  if (line.size() > 3 * kMaxPhraseBytes) return Phrase::kNone;
  const Index& index = phrase_index();
  if (const PlainStart start(line); start.is_known() && !start.may_begin(index.beginnings))
    return Phrase::kNone;
  if (is_ascii(line)) {
    FoldRoom room;  // for ASCII the same, by sixteen letters
    return phrase_of_folded(index, room.words(line));
  }
  return phrase_of_folded(index, FoldedLine(line, &index.beginnings).text());
}

bool opens_phrase(std::string_view line, Phrase kind, size_t& length) {
  length = opening(line, kind, false);
  return length != 0;
}

bool opens_label(std::string_view line, Phrase kind, size_t& length) {
  length = opening(line, kind, true);
  return length != 0;
}

}  // namespace copydesk
