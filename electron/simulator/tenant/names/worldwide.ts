import type { NameSource } from './source.ts'

/**
 * Names in other scripts, each as `written/mail`: the part after the stroke is what the mail name is made of.
 */
export const worldwideNames: readonly NameSource[] = [
  {
    country: 'Ukraine',
    code: 'UA',
    language: 'uk-UA',
    cities: ['Київ', 'Львів'],
    given:
      'Олена/olena Наталія/nataliia Ірина/iryna Тетяна/tetiana Оксана/oksana Андрій/andrii Сергій/serhii Олександр/oleksandr Богдан/bohdan Євген/yevhen Дмитро/dmytro Юлія/yuliia',
    surnames:
      'Шевченко/shevchenko Коваленко/kovalenko Бондаренко/bondarenko Ткаченко/tkachenko Кравченко/kravchenko Олійник/oliinyk Шевчук/shevchuk Поліщук/polishchuk Лисенко/lysenko Мельник/melnyk',
  },
  {
    country: 'Bulgaria',
    code: 'BG',
    language: 'bg-BG',
    cities: ['София', 'Пловдив'],
    given:
      'Мария/mariya Елена/elena Иванка/ivanka Георги/georgi Димитър/dimitar Николай/nikolay Петър/petar Стоян/stoyan',
    surnames:
      'Иванов/ivanov Георгиев/georgiev Димитров/dimitrov Петров/petrov Николов/nikolov Христов/hristov Стоянов/stoyanov Тодоров/todorov',
  },
  {
    country: 'Greece',
    code: 'GR',
    language: 'el-GR',
    cities: ['Αθήνα', 'Θεσσαλονίκη'],
    given:
      'Μαρία/maria Ελένη/eleni Αικατερίνη/aikaterini Σοφία/sofia Γεώργιος/georgios Ιωάννης/ioannis Κωνσταντίνος/konstantinos Δημήτριος/dimitrios',
    surnames:
      'Παπαδόπουλος/papadopoulos Γεωργίου/georgiou Οικονόμου/oikonomou Νικολαΐδης/nikolaidis Βασιλείου/vasileiou Αθανασίου/athanasiou Καραγιάννης/karagiannis Μακρής/makris',
  },
  {
    country: 'Egypt',
    code: 'EG',
    language: 'ar-EG',
    cities: ['القاهرة', 'الإسكندرية'],
    given:
      'محمد/mohamed أحمد/ahmed يوسف/youssef عمر/omar خالد/khaled فاطمة/fatma مريم/mariam ليلى/layla نور/nour سلمى/salma',
    surnames:
      'حسن/hassan علي/ali إبراهيم/ibrahim المصري/elmasry عبدالله/abdullah منصور/mansour الشريف/elsherif خليل/khalil حداد/haddad سليمان/soliman',
  },
  {
    country: 'Israel',
    code: 'IL',
    language: 'he-IL',
    cities: ['תל אביב-יפו', 'חיפה'],
    given: 'נועה/noa יעל/yael תמר/tamar מיכל/michal דוד/david יוסף/yosef איתי/itay אורי/uri',
    surnames:
      'כהן/cohen לוי/levi מזרחי/mizrahi פרץ/peretz ביטון/biton אברהם/avraham פרידמן/friedman שפירא/shapira',
  },
  {
    country: 'China',
    code: 'CN',
    language: 'zh-CN',
    cities: ['上海', '深圳', '北京'],
    order: 'surnameFirst',
    joined: true,
    given:
      '伟/wei 芳/fang 秀英/xiuying 敏/min 静/jing 强/qiang 磊/lei 洋/yang 艳/yan 晓明/xiaoming 梓涵/zihan 浩然/haoran',
    surnames:
      '王/wang 李/li 张/zhang 刘/liu 陈/chen 杨/yang 赵/zhao 黄/huang 周/zhou 吴/wu 欧阳/ouyang 徐/xu',
  },
  {
    country: 'Japan',
    code: 'JP',
    language: 'ja-JP',
    cities: ['東京', '大阪', '名古屋'],
    order: 'surnameFirst',
    given:
      '花子/hanako 美咲/misaki 陽菜/hina 結衣/yui さくら/sakura 太郎/taro 翔太/shota 健太/kenta 大輔/daisuke 直樹/naoki 蓮/ren 葵/aoi',
    surnames:
      '佐藤/sato 鈴木/suzuki 高橋/takahashi 田中/tanaka 伊藤/ito 渡辺/watanabe 山本/yamamoto 中村/nakamura 小林/kobayashi 加藤/kato 吉田/yoshida 齋藤/saito',
  },
  {
    country: 'Korea',
    code: 'KR',
    language: 'ko-KR',
    cities: ['서울', '부산'],
    order: 'surnameFirst',
    joined: true,
    given:
      '민준/minjun 서연/seoyeon 지우/jiwoo 하윤/hayoon 도윤/doyoon 수진/sujin 현우/hyunwoo 지영/jiyoung 은지/eunji',
    surnames: '김/kim 이/lee 박/park 최/choi 정/jung 강/kang 조/cho 윤/yoon 장/jang 한/han',
  },
  {
    country: 'India',
    code: 'IN',
    language: 'hi-IN',
    cities: ['मुंबई', 'पुणे', 'Bengaluru'],
    given:
      'प्रिया/priya अंजलि/anjali दीपिका/deepika काव्या/kavya अर्जुन/arjun राहुल/rahul विक्रम/vikram संजय/sanjay आदित्य/aditya रोहन/rohan Meera/meera Ananya/ananya',
    surnames:
      'शर्मा/sharma वर्मा/verma गुप्ता/gupta सिंह/singh कुमार/kumar पटेल/patel रेड्डी/reddy जोशी/joshi मेहता/mehta Iyer/iyer Nair/nair Krishnamurthy/krishnamurthy',
  },
  {
    country: 'Thailand',
    code: 'TH',
    language: 'th-TH',
    cities: ['กรุงเทพฯ'],
    given: 'สมชาย/somchai สมหญิง/somying นภา/napha กิตติ/kitti พิมพ์ชนก/pimchanok',
    surnames: 'ใจดี/jaidee ศรีสุข/srisuk ทองคำ/thongkham วงศ์ไทย/wongthai',
  },
  {
    country: 'Georgia',
    code: 'GE',
    language: 'ka-GE',
    cities: ['თბილისი'],
    given: 'ნინო/nino გიორგი/giorgi თამარ/tamar ლუკა/luka',
    surnames: 'ბერიძე/beridze კაპანაძე/kapanadze გელაშვილი/gelashvili',
  },
]
